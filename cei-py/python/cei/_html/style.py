"""How the report looks, on a screen, on a phone, on paper."""

from __future__ import annotations

from .._palette import INK, LINE, MUTED, PAPER

STYLE = f"""
*{{box-sizing:border-box}}
html{{-webkit-text-size-adjust:100%}}
body{{margin:0;background:{PAPER};color:{INK};font:1rem/1.55 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}}
.skip{{position:absolute;left:-100vw;background:{INK};color:#fff;padding:.6rem 1rem}}
.skip:focus{{left:0;top:0;z-index:1}}
header,main,footer{{max-width:60rem;margin:0 auto;padding:0 1.25rem}}
header{{padding-top:1.5rem}}
article{{padding:1rem 0 2rem}}
article+article{{border-top:3px solid {INK};margin-top:2rem;padding-top:2rem}}
h1,h2,h3,h4{{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}}
h1{{font-size:1.9rem;margin:.2rem 0 .4rem;letter-spacing:-.01em}}
h2{{font-size:1.35rem;margin:2.8rem 0 .5rem;padding-top:1rem;border-top:1px solid {LINE}}}
h3{{font-size:1.08rem;margin:1.8rem 0 .3rem}}
h4{{font-size:1rem;margin:1.1rem 0 .2rem}}
p{{margin:.35rem 0 .7rem;max-width:44rem;overflow-wrap:anywhere}}
ul,ol{{margin:.3rem 0 .8rem;padding-left:1.25rem;max-width:44rem}}
li{{margin:.2rem 0;overflow-wrap:anywhere}}
.kicker,.about,.small{{color:{MUTED}}}
.kicker{{font-size:.85rem;letter-spacing:.04em;margin:0}}
.about{{margin:0 0 .8rem}}
.small{{font-size:.9rem}}
.banner{{border:1px solid {LINE};border-left:6px solid {INK};padding:.6rem .9rem;max-width:none;font-size:.95rem}}
nav ul{{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;max-width:none}}
nav.contents{{background:#f4f7f9;padding:.7rem 1rem;margin:1rem 0}}
nav.contents h2{{font-size:.95rem;margin:0 0 .2rem;padding:0;border:0}}
a{{color:#0f4763}}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{{outline:3px solid #0f4763;outline-offset:2px}}
.id{{font-variant-numeric:tabular-nums;color:{MUTED};margin-right:.15em}}
.scale{{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem .9rem;max-width:none}}
.swatch{{display:inline-block;min-width:1.7em;padding:0 .4em;border:1px solid #0f4763;border-radius:.2rem;
  text-align:center;
  font-variant-numeric:tabular-nums}}
.stands{{display:inline-flex;align-items:center;gap:.55rem}}
.strip{{display:inline-flex;gap:2px}}
.strip i{{width:1.35rem;height:.8rem;border:1px solid {LINE};border-radius:1px;background:#fff}}
.word{{font-weight:600}}
.ladder{{list-style:none;padding:0;max-width:none;border-top:1px solid #dbe2e8}}
.ladder>li{{display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:.1rem 1.2rem;padding:.5rem 0;margin:0;
  border-bottom:1px solid #dbe2e8;align-items:center;break-inside:avoid}}
.ladder .strip i{{width:1.9rem;height:1.05rem}}
.ladder .small{{grid-column:2;margin:0}}
.competencies{{list-style:none;padding:0;max-width:none}}
.competencies>li{{display:grid;grid-template-columns:minmax(0,1fr) 17rem;gap:.1rem 1.2rem;padding:.55rem 0;margin:0;
  border-top:1px solid #dbe2e8;break-inside:avoid}}
.competencies.wide>li{{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
.competencies p{{margin:.1rem 0;font-size:.92rem;color:{MUTED};grid-column:1}}
.competencies .stands{{grid-column:2;grid-row:1;align-self:start}}
.two{{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 2.2rem}}
.two ul{{font-size:.95rem}}
.scroll{{position:relative;overflow-x:auto;margin:.6rem 0 1rem}}
table{{border-collapse:collapse;font-size:.93rem;min-width:60%}}
caption{{text-align:left;font-weight:600;padding:.2rem 0 .4rem}}
th,td{{border-bottom:1px solid #dbe2e8;padding:.35rem .7rem .35rem 0;text-align:left;vertical-align:top;
  overflow-wrap:break-word;font-variant-numeric:tabular-nums}}
thead th{{border-bottom:2px solid {LINE};vertical-align:bottom;font-size:.88rem}}
tbody th{{font-weight:400}}
.voices{{min-width:100%}}
.voices td,.voices thead th:not(:first-child){{text-align:center;padding:.15rem}}
.voices thead th{{font-size:.8rem;hyphens:auto}}
.voices td{{width:11%;border:2px solid #fff}}
.voices td b{{font-size:1.05rem}}
.voices td small{{font-size:.75rem;margin-left:.3em}}
.voices td.empty{{background:#f4f7f9;color:{MUTED}}}
.voices th[scope=rowgroup]{{font-weight:600;padding-top:.8rem}}
.seen{{list-style:none;padding:0;margin:0;font-size:.93rem}} .seen li{{margin:.1rem 0}}
.digest{{font:.8rem/1.4 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere;word-break:break-all}}
.versions{{table-layout:fixed;
  width:100%}} .versions th:first-child{{width:24%}} .versions th:nth-child(2){{width:28%}}
time{{white-space:nowrap}}
td ul{{list-style:none;padding:0;margin:0}} td li+li{{margin-top:.4rem}}
details{{margin:.5rem 0 1rem}} summary{{cursor:pointer;color:#0f4763;padding:.2rem 0}}
table:not(.voices) tbody th{{min-width:9rem}} h4::first-letter{{text-transform:uppercase}}
.plain{{list-style:none;padding:0;color:{MUTED};font-size:.95rem}}
.when{{display:block;color:{MUTED};font-size:.85em}}
.hidden{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
footer{{padding-bottom:2.5rem;color:{MUTED};font-size:.9rem}}
@media (max-width:640px){{
  body{{font-size:.97rem}}
  header,main,footer{{padding-left:1rem;padding-right:1rem}}
  h1{{font-size:1.5rem}} h2{{font-size:1.2rem}}
  .ladder>li,.competencies>li,.competencies.wide>li,.two{{grid-template-columns:minmax(0,1fr)}}
  .ladder .small,.competencies .stands,.competencies p{{grid-column:1;grid-row:auto}}
  table{{font-size:.82rem}} th,td{{padding-right:.4rem;hyphens:auto}}
  .voices .long{{display:none}}
  .voices thead th{{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;
  padding:.4rem .1rem}}
  .voices td{{width:auto}} .voices td small{{display:block;margin:0}}
  td .strip{{display:none}}
  .voices{{table-layout:fixed}} .voices thead th:first-child{{width:2.2rem}}
}}
@media print{{
  @page{{size:letter;margin:16mm 15mm}}
  body{{font-size:10pt;color:#000}}
  header,main,footer{{max-width:none;padding:0}}
  .skip,nav{{display:none}}
  a{{color:inherit;text-decoration:none}}
  h1{{font-size:19pt}} h2{{font-size:14pt;margin-top:16pt}} h3{{font-size:11.5pt}}
  h2,h3,h4,caption{{break-after:avoid}}
  li,tr,.banner{{break-inside:avoid}}
  thead{{display:table-header-group}}
  article+article{{break-before:page;border:0;margin:0}}
  .voices{{font-size:8.5pt}} .voices th,.voices td{{padding-top:.4mm;padding-bottom:.4mm}}
  .voices tbody tr:first-child{{break-after:avoid}}
  details:not(.background)::details-content{{content-visibility:visible;display:block;block-size:auto}}
  summary{{list-style:none;color:#000}}
  table{{font-size:8.5pt}} th,td{{padding:.6mm 2mm .6mm 0}} td ul{{margin:0}} td li+li{{margin-top:0}}
  .evidence li{{display:inline}} .evidence li+li::before{{content:"; "}}
  .scroll{{overflow:visible}} .short{{break-inside:avoid}}
  .two{{display:block}} .two ul{{columns:2;column-gap:8mm;max-width:none;font-size:9.5pt}}
  p,ul,ol,.two{{margin-top:1mm;margin-bottom:2mm}} h4{{margin-top:2mm}}
  .swatch,.strip i,.voices td{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
}}
"""
