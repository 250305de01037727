import assert from "node:assert/strict";
import { test } from "node:test";
import { Clerk } from "../../visualize/sheets/clerk.js";

/** Workers that answer with what they are asked; "never" they leave open, "fail" is an error. */
function office() {
  const hired = [];
  const hire = async () => {
    const worker = {
      asked: [],
      ended: false,
      terminate: () => {
        worker.ended = true;
      },
      postMessage: (question) => {
        worker.asked.push(question);
        if (question === "fail") queueMicrotask(() => worker.onerror({ message: "broken" }));
        else if (question !== "never") setTimeout(() => worker.onmessage({ data: `${question}!` }));
      },
    };
    hired.push(worker);
    return worker;
  };
  return { hired, hire };
}

test("a question is answered", async () => {
  const clerk = new Clerk(office().hire, 1);

  assert.equal(await clerk.ask("judge", "a"), "a!");
});

test("the newest question of a kind overtakes the one that waits, and only that", async () => {
  const { hired, hire } = office();
  const clerk = new Clerk(hire, 1);
  const asked = [
    ["judge", "a"],
    ["judge", "b"],
    ["save", "s"],
    ["judge", "c"],
  ];

  const answers = await Promise.all(asked.map(([kind, question]) => clerk.ask(kind, question)));

  assert.deepEqual(answers, ["a!", null, "s!", "c!"]);
  assert.deepEqual(hired[0].asked, ["a", "c", "s"]);
});

test("who takes too long is ended, and another one answers what comes next", async () => {
  const { hired, hire } = office();
  const clerk = new Clerk(hire, 0.02);

  await assert.rejects(clerk.ask("judge", "never"), /longer than 0.02 s/);

  assert.equal(await clerk.ask("judge", "a"), "a!");
  assert.deepEqual(
    hired.map(({ ended }) => ended),
    [true, false],
  );
});

test("who breaks is replaced too", async () => {
  const { hired, hire } = office();
  const clerk = new Clerk(hire, 1);

  await assert.rejects(clerk.ask("judge", "fail"), /broken/);

  assert.equal(await clerk.ask("judge", "a"), "a!");
  assert.equal(hired.length, 2);
});
