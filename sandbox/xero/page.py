"""The frame of every page of the stand-in: one look, and the sentence that none of it reaches Xero."""

from __future__ import annotations

from html import escape

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;background:#eef2f6;color:#1c2b3a;margin:0;display:grid;place-items:center;
min-height:100vh}main{background:#fff;border-radius:12px;box-shadow:0 2px 18px #0b253a24;padding:2rem;width:26rem;
max-width:calc(100vw - 5rem)}main.wide{width:56rem;margin:2rem 0}h1{font-size:1.35rem;margin:0 0 .25rem}
p{margin:.25rem 0 1rem;color:#51606e}
fieldset{border:1px solid #d4dce4;border-radius:8px;margin:0 0 1rem;padding:.5rem 1rem}legend{font-weight:600}
label{display:flex;gap:.6rem;padding:.45rem 0;cursor:pointer}ul{margin:.25rem 0 1.25rem;padding-left:1.2rem}
code{font-size:.85em}.bar{display:flex;gap:.75rem;justify-content:flex-end}
button{font:inherit;padding:.5rem 1.1rem;border-radius:6px;border:1px solid #1264a3;cursor:pointer;background:#fff;
color:#1264a3}button.main{background:#1264a3;color:#fff}.note{color:#a3261c;font-weight:600}
a{color:#1264a3}small{display:block;margin-top:1.25rem;color:#5b6875}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem;margin:1.25rem 0}
dt{color:#51606e;font-size:.85rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.55rem .6rem;border-bottom:1px solid #e3e9ef;vertical-align:top}
th{font-size:.85rem;color:#51606e;font-weight:600}.number{text-align:right;white-space:nowrap}
tfoot td{border:0;padding:.3rem .6rem}tfoot tr:last-child{font-weight:700}
.status{display:inline-block;background:#e4eef7;color:#0f4f80;border-radius:99px;padding:.1rem .7rem;font-size:.85rem;
font-weight:600;margin-left:.6rem;vertical-align:middle}
"""


def page(title: str, content: str, *, wide: bool = False) -> str:
    """`content` is HTML and is taken as it is; `title` is text."""
    kind = ' class="wide"' if wide else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{_STYLE}</style></head>"
        f"<body><main{kind}>{content}<small>A stand-in for tests and rehearsals: nothing here reaches Xero.</small>"
        "</main></body></html>"
    )
