"""The LaTeX document around a worked solution."""

PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage{iftex}
\ifpdftex
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{lmodern}
  \makeatletter % characters that this font lacks: a box, not an error
  \def\UTFviii@undefined@err#1{\fbox{\tiny ?}}
  \makeatother
\fi
\usepackage[a4paper, margin=22mm]{geometry}
\usepackage{amsmath, array, booktabs, enumitem, longtable, tikz}
\usetikzlibrary{arrows.meta}
\IfFileExists{mleftright.sty}{\usepackage{mleftright}\mleftright}{}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5ex plus 0.5ex}
\newlist{equations}{itemize}{1}
\setlist[equations]{label={}, leftmargin=3em, itemindent=-1.5em, before=\raggedright}
\newsavebox{\graphbox}
\newcommand{\heading}[1]{{\LARGE\bfseries\boldmath #1\par}\medskip}
"""

FIGURE = r"""\begin{{center}}
\sbox{{\graphbox}}{{%
{tikz}}}%
\ifdim\wd\graphbox>\linewidth
  \resizebox{{\linewidth}}{{!}}{{\usebox{{\graphbox}}}}%
\else
  \usebox{{\graphbox}}%
\fi
\end{{center}}
"""


def document(body: str, tikz: str = "") -> str:
    r"""A complete document: preamble, and the body with the graph's picture after its first line.

    >>> document("1 + 1 = 2").splitlines()[-3]
    '1 + 1 = 2'
    """
    title, _, rest = body.partition("\n")
    figure = FIGURE.format(tikz=tikz) if tikz else ""
    start = f"{PREAMBLE}\\begin{{document}}\n\\raggedright\n"
    return f"{start}{title}\n{figure}{rest}\n\\end{{document}}\n"
