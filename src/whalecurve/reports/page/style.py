"""The style of a page: quiet on a screen, whole on paper of either size."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light}
body{font:11pt/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;
color:#1d2b33;background:#fafaf7;max-width:58em;margin:2em auto;padding:0 1.2em}
h1{font-size:20pt;line-height:1.2;margin:0 0 .2em}h2{font-size:14pt;margin:1.8em 0 .5em;break-after:avoid}
h3{font-size:11.5pt;margin:1.2em 0 .3em;break-after:avoid}
p{margin:.4em 0}.lead{font-size:13pt}.quiet,small{color:#5b6870}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5em,1fr));gap:.6em;margin:1em 0}
dl div{background:#efeee8;padding:.5em .8em;border-radius:4px;break-inside:avoid}dt{color:#5b6870;font-size:9.5pt}
dd{margin:0;font-size:13pt;font-variant-numeric:tabular-nums}
figure{margin:.6em 0;break-inside:avoid}figure svg{width:100%;height:auto;display:block}figcaption{color:#5b6870}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:9.5pt}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.25em .5em;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600}tbody th{font-weight:400}thead th{border-bottom:1px solid #79848a;overflow-wrap:normal}
thead th:not(:first-child){text-align:end}td.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
td.t{text-align:end}tbody tr{border-bottom:1px solid #e2e1da}tfoot{font-weight:600;display:table-row-group}
.loss{color:#b5472f}small{display:block}ul{padding-inline-start:1.3em}
ol{padding-inline-start:2.2em}li{margin:.35em 0;break-inside:avoid}
footer{margin-top:2.5em;color:#5b6870;font-size:9pt}
@page{margin:16mm 15mm}
@media print{body{margin:0;padding:0;max-width:none;background:#fff;font-size:10pt}.scroll{overflow:visible}
thead{display:table-header-group}tr{break-inside:avoid}p,li{orphans:3;widows:3}table{font-size:8.5pt}
dl div{background:#fff;border:1px solid #e2e1da}}
""".strip()
