"""The looks of the program's pages: light and dark by the reader's wish, tabs without script, nothing from outside.

`STYLE` is that of a benchmark; `LIGHT` with `RULES` is for pages that are meant for paper.
"""

from typing import Final

LIGHT: Final = """
:root { --paper:#fbfaf7; --card:#ffffff; --ink:#1c2026; --faint:#68707c; --line:#dfe1e5; --band:#f2f1ec;
  --network:#2f6fde; --method:#0f8a7e; --baseline:#8a8f98; --oracle:#c2a14a; --good:#12805c; --bad:#b3372f;
  --amber:#6d4a00; --amber-paper:#fff2d0; }
"""
_DARK: Final = """
@media (prefers-color-scheme: dark) { :root { --paper:#14171b; --card:#1b1f25; --ink:#e4e7eb; --faint:#98a0ac;
  --line:#313740; --band:#222730; --network:#6fa3ff; --method:#3cc4b4; --baseline:#8f96a2; --oracle:#d8b85e;
  --good:#4fc998; --bad:#f0837a; --amber:#ffcf70; --amber-paper:#33290f; } }
"""
RULES: Final = """
* { box-sizing:border-box; }
body { margin:0; background:var(--paper); color:var(--ink); font:15px/1.55 system-ui,"Segoe UI",Helvetica,sans-serif; }
.banner { position:sticky; top:0; z-index:5; background:var(--amber-paper); color:var(--amber); text-align:center;
  font-weight:650; padding:7px 12px; border-bottom:1px solid var(--line); }
main, header { max-width:1240px; margin:0 auto; padding:0 28px; }
header { padding-top:28px; }
h1 { font-size:30px; letter-spacing:-.02em; margin:0 0 6px; }
h2 { font-size:20px; margin:34px 0 8px; letter-spacing:-.01em; }
h3 { font-size:16px; margin:22px 0 6px; }
p { margin:6px 0 12px; max-width:78ch; }
.faint { color:var(--faint); }
.facts { display:flex; flex-wrap:wrap; gap:8px; margin:14px 0 20px; padding:0; list-style:none; }
.facts li { background:var(--card); border:1px solid var(--line); border-radius:8px; padding:5px 12px; }
.facts b { font-weight:600; }
.warn { background:var(--amber-paper); color:var(--amber); border-radius:8px; padding:10px 14px; max-width:none; }
input.tab { position:absolute; opacity:0; pointer-events:none; }
.tabs { display:flex; gap:4px; border-bottom:1px solid var(--line); max-width:1240px; margin:0 auto; padding:0 28px; }
.tabs label { padding:10px 18px; cursor:pointer; border-radius:8px 8px 0 0; color:var(--faint); font-weight:600; }
.tabs label:hover { color:var(--ink); }
section.panel { display:none; padding-bottom:60px; }
#tab1:checked ~ main #panel1, #tab2:checked ~ main #panel2, #tab3:checked ~ main #panel3 { display:block; }
#tab1:checked ~ .tabs [for=tab1], #tab2:checked ~ .tabs [for=tab2], #tab3:checked ~ .tabs [for=tab3] {
  color:var(--ink); box-shadow:inset 0 -3px 0 var(--network); }
#tab1:focus-visible ~ .tabs [for=tab1], #tab2:focus-visible ~ .tabs [for=tab2],
#tab3:focus-visible ~ .tabs [for=tab3] { outline:2px solid var(--network); }
.scroll { overflow-x:auto; background:var(--card); border:1px solid var(--line); border-radius:12px; }
table { border-collapse:collapse; width:100%; font-variant-numeric:tabular-nums; }
th, td { padding:8px 9px; text-align:right; border-bottom:1px solid var(--line); vertical-align:top; }
th { font-size:12.5px; font-weight:600; color:var(--faint); vertical-align:bottom; line-height:1.3; }
td:first-child, th:first-child { text-align:left; min-width:190px; padding-left:14px; }
td.words, th.words { text-align:left; min-width:0; }
tr:last-child td { border-bottom:0; }
tr.group td { background:var(--band); font-size:12.5px; font-weight:650; color:var(--faint); padding:5px 12px; }
td small { display:block; color:var(--faint); font-size:12px; font-weight:400; white-space:nowrap; }
td.best { font-weight:700; }
.title { font-weight:600; } .id { font:12px ui-monospace,Menlo,Consolas,monospace; color:var(--faint); }
.dot { display:inline-block; width:9px; height:9px; border-radius:50%; margin-right:8px; background:currentColor; }
.network { color:var(--network); } .method { color:var(--method); } .baseline { color:var(--baseline); }
.oracle { color:var(--oracle); }
.verdict { display:inline-block; border-radius:99px; padding:0 9px; font-size:12px; font-weight:600; margin-top:3px;
  border:1px solid currentColor; }
.working { color:var(--good); } .not-shown { color:var(--bad); } .not-judged { color:var(--faint); }
.plus { color:var(--good); } .minus { color:var(--bad); }
svg.plot { display:block; width:100%; height:auto; font:13px system-ui,sans-serif; }
.card { background:var(--card); border:1px solid var(--line); border-radius:12px; padding:16px 20px; margin:12px 0; }
.plot text { fill:var(--ink); } .plot text.value { font-weight:600; } .plot text.unit { fill:var(--faint); }
.plot line.grid { stroke:var(--line); } .plot line.hurdle { stroke:var(--faint); stroke-dasharray:4 4; }
.plot text.hurdle { fill:var(--faint); font-size:12px; }
.plot circle { fill:currentColor; } .plot line.interval { stroke:currentColor; stroke-width:3; opacity:.45; }
.plot polyline { fill:none; stroke:currentColor; stroke-width:2; }
.legend { display:flex; flex-wrap:wrap; gap:18px; font-size:13px; margin:4px 0 8px; }
.legend b { color:var(--ink); font-weight:500; }
.pairs { display:grid; grid-template-columns:repeat(auto-fit,minmax(330px,1fr)); gap:14px; }
.pairs .card { margin:0; } .big { font-size:24px; font-weight:700; letter-spacing:-.01em; }
details { background:var(--card); border:1px solid var(--line); border-radius:12px; margin:10px 0; padding:0 16px; }
summary { cursor:pointer; padding:11px 0; font-weight:600; }
details img { width:100%; height:auto; display:block; border-radius:8px; margin-bottom:16px; }
ul.plain { padding-left:18px; margin:6px 0 12px; } ul.plain li { margin:3px 0; }
@media print { section.panel { display:block; } .tabs, .banner { position:static; } }
"""
STYLE: Final = LIGHT + _DARK + RULES
