"""A language server for sheets: verdicts as one types, in every editor that speaks the protocol.

Columns on the wire count what the client counts, by default UTF-16 units; here they are characters.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from autograd.handwork.checking import check
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.limits import LIMITS, LimitError
from autograd.handwork.language.reading import DIRECTIVES, Sheet, read, read_file
from autograd.handwork.reports.text_report import Reveal, checked_reveal
from visualize.editors.diagnosing import marks_of
from visualize.editors.looking_up import functions, names_on, told_of, word_at

SOURCE = "chalkgrad"


class SheetServer(LanguageServer):
    """The open sheets with their last reports, and what the client asked for.

    `initializationOptions` of the client may hold `reveal` ("none", "hint" or "full"; "hint" unless
    said) and `key` (the path of a sheet whose definitions count).
    """

    def __init__(self) -> None:
        super().__init__(SOURCE, _version())
        self.reports: dict[str, Report] = {}
        self.reveal: Reveal = "hint"
        self.key: Sheet | None = None

    def settle(self, options: Any) -> None:
        """Take the client's options; a wrong one is told and left at its default."""
        given = options if isinstance(options, dict) else {}
        try:
            self.reveal = checked_reveal(str(given.get("reveal", "hint")))
            if given.get("key"):
                self.key = read_file(str(given["key"]))
        except (ValueError, OSError) as error:
            message = lsp.ShowMessageParams(lsp.MessageType.Warning, f"chalkgrad: {error}")
            self.window_show_message(message)

    def judge(self, document: TextDocument) -> None:
        """Check a sheet and underline what is wrong."""
        report = _report(document.source, self.key)
        self.reports[document.uri] = report
        rows = document.lines or [""]
        marks = marks_of(report, [row.rstrip("\r\n") for row in rows], self.reveal)
        codec = document.position_codec
        found = [
            lsp.Diagnostic(
                codec.range_to_client_units(
                    rows,
                    lsp.Range(
                        lsp.Position(mark.line, mark.start), lsp.Position(mark.line, mark.end)
                    ),
                ),
                mark.message,
                lsp.DiagnosticSeverity(mark.severity),
                mark.verdict,
                source=SOURCE,
            )
            for mark in marks
        ]
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(document.uri, found, document.version)
        )


def _version() -> str:
    try:
        return version("chalkgrad")
    except PackageNotFoundError:
        return "from source"


def _report(text: str, key: Sheet | None) -> Report:
    """A report whatever the text is: what is refused as a whole becomes the report's error."""
    try:
        return check(read(text, limits=LIMITS), key=key)
    except LimitError as error:
        return Report(Sheet(()), (), error=str(error))


def made_server() -> SheetServer:
    """A server with its features, not yet started."""
    server = SheetServer()

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.settle(params.initialization_options)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.judge(server.workspace.get_text_document(params.text_document.uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.judge(server.workspace.get_text_document(params.text_document.uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.reports.pop(params.text_document.uri, None)
        nothing = lsp.PublishDiagnosticsParams(params.text_document.uri, [])
        server.text_document_publish_diagnostics(nothing)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return _hover(server, params)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["/", "∂"])
    )
    def completed(params: lsp.CompletionParams) -> lsp.CompletionList:
        return _completion(server, params.text_document.uri)

    return server


def _hover(server: SheetServer, params: lsp.HoverParams) -> lsp.Hover | None:
    """What the sheet says about the word under the pointer."""
    document = server.workspace.get_text_document(params.text_document.uri)
    report = server.reports.get(document.uri)
    at = document.position_codec.position_from_client_units(document.lines, params.position)
    if report is None or at.line >= len(document.lines):
        return None
    found = word_at(document.lines[at.line], at.character)
    told = told_of(found[0], report, server.reveal) if found else ""
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told)) if told else None


def _completion(server: SheetServer, uri: str) -> lsp.CompletionList:
    """The sheet's quantities first, then the functions and headings of the language."""
    report = server.reports.get(uri)
    kinds = lsp.CompletionItemKind
    offered = [
        *((name, kinds.Variable, "0") for name in (names_on(report) if report else ())),
        *((name, kinds.Function, "1") for name in functions()),
        *((f"{word}: ", kinds.Keyword, "2") for word in DIRECTIVES),
    ]
    return lsp.CompletionList(
        False,
        [
            lsp.CompletionItem(name, kind=kind, sort_text=sort + name)
            for name, kind, sort in offered
        ],
    )
