// Starts the language server that judges a sheet while it is typed; all judging is done there.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async function activate() {
  const settings = workspace.getConfiguration("chalkgrad");
  const [command, ...args] = settings.get("command");
  client = new LanguageClient(
    "chalkgrad",
    { command, args },
    {
      documentSelector: [{ language: "chalk" }],
      initializationOptions: { reveal: settings.get("reveal"), key: settings.get("key") },
    },
  );
  await client.start();
};

exports.deactivate = function deactivate() {
  return client?.stop();
};
