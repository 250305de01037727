"""The language server, driven over its pipes as an editor drives it."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

lsp = pytest.importorskip("lsprotocol.types")
client_module = pytest.importorskip("pygls.lsp.client")

URI = "file:///sheet.chalk"
SHEET = "𝟙 = 1\ngiven: x₁ = 2\n  ŷ = 3 x₁ = 3(2) = 5\nt = ŷ + 1 = 6\nu ="


def told(conversation):
    """What a conversation gives; in a thread, for another loop may be running in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, conversation).result()


async def talk(conversation, options=None):
    """Start a server, say hello, and let `conversation` ask; what it gives is given back."""
    client = client_module.LanguageClient("test", "1")
    arrived = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params):
        arrived.put_nowait(params)

    run = "from visualize.cli import main; main()"
    await client.start_io(sys.executable, "-c", run, "serve")
    try:
        capabilities = lsp.ClientCapabilities()
        hello = lsp.InitializeParams(capabilities, initialization_options=options)
        await client.initialize_async(hello)
        return await asyncio.wait_for(conversation(client, arrived), 60)
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def opened(client, text=SHEET):
    document = lsp.TextDocumentItem(URI, "chalk", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))


def at(line, character):
    return {
        "text_document": lsp.TextDocumentIdentifier(URI),
        "position": lsp.Position(line, character),
    }


def test_the_wrong_part_of_a_line_is_underlined():
    async def conversation(client, arrived):
        opened(client)
        return (await arrived.get()).diagnostics

    found = {mark.range.start.line: mark for mark in told(talk(conversation))}
    slip = found[2]

    assert (slip.range.start.character, slip.range.end.character) == (20, 21)
    assert (slip.severity, slip.code) == (lsp.DiagnosticSeverity.Error, "slip")
    assert found[3].severity == lsp.DiagnosticSeverity.Hint
    assert 4 not in found, "a line that is not filled in yet is no fault"


def test_columns_count_as_the_client_counts():
    async def conversation(client, arrived):
        opened(client, "a = 2\nb = 3 a = 7  # 𝜕\n# 𝜕𝜕\nc = 𝜕 ?")
        return (await arrived.get()).diagnostics

    marks = {mark.range.start.line: mark.range for mark in told(talk(conversation))}

    assert (marks[1].start.character, marks[1].end.character) == (10, 11)
    assert marks[3].end.character >= 6, "𝜕 is two UTF-16 units wide"


def test_a_change_is_judged_anew():
    async def conversation(client, arrived):
        opened(client, "a = 2\nb = 3 a = 5")
        first = await arrived.get()
        whole = lsp.TextDocumentContentChangeWholeDocument("a = 2\nb = 3 a = 6")
        version = lsp.VersionedTextDocumentIdentifier(2, URI)
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [whole]))
        second = await arrived.get()
        return len(first.diagnostics), len(second.diagnostics)

    assert told(talk(conversation)) == (1, 0)


def test_hovering_tells_where_a_number_comes_from():
    async def conversation(client, arrived):
        opened(client)
        await arrived.get()
        return await client.text_document_hover_async(lsp.HoverParams(**at(3, 4)))

    said = told(talk(conversation)).contents.value

    assert "`ŷ = 3 x₁ = 3(2) = 5` (line 3) ✗ slip" in said
    assert "Right:" not in said, "no number is given away unless asked for"


def test_the_right_number_is_told_where_it_is_asked_for():
    async def conversation(client, arrived):
        opened(client)
        await arrived.get()
        return await client.text_document_hover_async(lsp.HoverParams(**at(3, 4)))

    assert "Right: 6" in told(talk(conversation, {"reveal": "full"})).contents.value


def test_the_names_of_the_sheet_are_offered_first():
    async def conversation(client, arrived):
        opened(client)
        await arrived.get()
        return await client.text_document_completion_async(lsp.CompletionParams(**at(4, 3)))

    items = sorted(told(talk(conversation)).items, key=lambda item: item.sort_text)

    assert {"x₁", "ŷ", "t"} <= {item.label for item in items[:5]}
    assert "tanh" in {item.label for item in items}


def test_a_sheet_that_is_refused_as_a_whole_says_why():
    async def conversation(client, arrived):
        opened(client, "a = 1\n" * 2000)
        return (await arrived.get()).diagnostics

    (mark,) = told(talk(conversation))

    assert "lines" in mark.message
