/** The same for every page, so that its hash in the policy never changes. Plain values first: any phone opens these pages. */
export const pageStyle = `:root{--ground:#efece5;--sheet:#fff;--field:#fff;--ink:#211f1b;--ink2:#55514a;--line:#e8e4dc;--line2:#d8d2c6;--edge:#8a8478;--accent:#0b5a59;--link:#0b5a59;--brass:#74560a;--brasssoft:#f8f1de;--brassline:#d9c38a;--ok:#2d6a2c;--wait:#9a4806;--bad:#a9261d;--oksoft:#e9f1e5;--badsoft:#f9e8e5;color-scheme:light}
@media (prefers-color-scheme:dark){:root{--ground:#191815;--sheet:#22201d;--field:#191815;--ink:#ece8df;--ink2:#bab4a8;--line:#322f2a;--line2:#423e37;--edge:#837c70;--accent:#1a7370;--link:#7fcac3;--brass:#dcb964;--brasssoft:#2d281b;--brassline:#5d4f28;--ok:#8fc887;--wait:#eca467;--bad:#f5988c;--oksoft:#1f2a1d;--badsoft:#35211e;color-scheme:dark}}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{background:var(--ground);color:var(--ink);font:17px/26px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main,header{width:100%;max-width:460px;margin:0 auto;padding:0 16px}
main{padding-bottom:40px}
.icon{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round;flex:none}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header{display:flex;align-items:center;gap:10px;padding-top:12px;padding-bottom:12px;font-weight:600;position:relative}
.mark{width:32px;height:32px;border-radius:9px;background:var(--accent);color:#fff;display:grid;place-items:center;flex:none}
.langs{margin-left:auto;font-weight:500;font-size:15px;color:var(--ink2);flex:none}
.langs summary{display:flex;align-items:center;gap:6px;min-height:48px;padding:0 4px;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
.langs ul{position:absolute;right:16px;z-index:1;min-width:180px;box-shadow:0 8px 24px rgba(0,0,0,.18)}
.langs a{display:flex;align-items:center;gap:8px;min-height:48px;padding:0 16px;color:var(--ink);text-decoration:none}
.langs a .icon{margin-left:auto}
h1{font-size:28px;line-height:34px;font-weight:650;letter-spacing:-.02em;margin:12px 0 6px;outline:0}
h2{font-size:16px;line-height:22px;font-weight:600;margin:28px 4px 8px}
.sub{color:var(--ink2);margin-bottom:8px}
.sub b{color:var(--ink);font-weight:600}
.pin{background:var(--brasssoft);border:1px solid var(--brassline);border-radius:14px;padding:14px 18px 16px;margin-top:14px}
.pin+.pin{margin-top:10px}
.pin h2{display:flex;justify-content:space-between;align-items:center;gap:8px;min-height:32px;margin:0;color:var(--ink2);font-weight:500}
.pin h2 b{color:var(--ink);font-weight:600}
.pin button{min-height:48px;margin:-8px -10px -8px 0;padding:0 10px;background:none;border:0;color:var(--brass);font:inherit;font-weight:600;cursor:pointer;flex:none}
.d{font-size:52px;line-height:64px;font-weight:600;letter-spacing:.05em;color:var(--brass);font-variant-numeric:tabular-nums;display:flex;flex-wrap:wrap;column-gap:.3em}
.pin p.small{color:var(--ink2)}
ul,.card{list-style:none;background:var(--sheet);border:1px solid var(--line2);border-radius:14px}
li,.card>*{border-top:1px solid var(--line)}
li:first-child,.card>:first-child{border-top:0}
.door{display:flex;align-items:center;gap:12px;min-height:76px;padding:12px 12px 12px 16px}
.door .g{flex:1;min-width:0}
.door .n{font-weight:600}
.s{display:flex;align-items:flex-start;gap:6px;font-size:15px;line-height:21px;font-weight:500;color:var(--ink2)}
.s .icon{width:17px;height:17px;margin-top:2px;stroke-width:2.1}
.s.works{color:var(--ok)}.s.soon{color:var(--wait)}.s.desk{color:var(--bad)}
.b{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:50px;padding:0 18px;border-radius:11px;border:1px solid transparent;background:var(--accent);color:#fff;font:inherit;font-size:16px;line-height:20px;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.b.o{background:none;color:var(--link);border-color:var(--edge)}
.b.w{width:100%;margin-top:20px;min-height:54px;font-size:17px}
.b.w+.b.w,form+form .b.w,.b.w.near{margin-top:12px}
.door .b{padding:0 16px}
[aria-busy] .b{opacity:.6}
.row{display:flex;align-items:center;gap:14px;min-height:60px;padding:10px 16px;color:var(--ink);text-decoration:none}
summary.row{cursor:pointer;list-style:none}
summary.row::after{content:"";width:9px;height:9px;margin:-4px 4px 0 8px;border:solid var(--ink2);border-width:0 2px 2px 0;transform:rotate(45deg);flex:none}
details[open]>summary.row::after{transform:rotate(225deg);margin-top:6px}
.row .icon{color:var(--ink2)}
.row .t{flex:1 1 auto}
.row .v{color:var(--ink2);text-align:right;min-width:0}
.row .v b{display:block;color:var(--ink);font-weight:600;user-select:all}
.in{padding:0 16px 18px}
.notes{padding:0 16px 18px 50px;margin-top:-8px;border-top:0;white-space:pre-line}
.small{font-size:15px;line-height:22px;color:var(--ink2)}
.fine{font-size:15px;line-height:22px;color:var(--ink2);margin:10px 4px 0}
.f{margin-top:18px}
.in .f:first-child{margin-top:4px}
label,legend{display:block;font-weight:600}
label .opt{font-weight:400;color:var(--ink2);font-size:15px}
.f .small{margin:2px 0 0}
.e{display:flex;gap:6px;align-items:flex-start;font-size:15px;line-height:22px;font-weight:500;color:var(--bad);margin-top:4px}
.e .icon{width:17px;height:17px;margin-top:3px}
input,textarea,select{display:block;width:100%;min-height:52px;margin-top:6px;padding:10px 14px;border:1px solid var(--edge);border-radius:11px;background:var(--field);color:inherit;font:inherit;font-size:18px}
textarea{min-height:112px;resize:vertical}
input[type=time]{width:9em}
input[type=file]{padding:12px;font-size:15px}
input[aria-invalid=true]{border:2px solid var(--bad)}
.check{display:flex;gap:14px;align-items:flex-start;font-weight:500}
.check~.small,.check~.e{margin-left:40px}
.check input{width:26px;height:26px;min-height:26px;margin:1px 0 0;accent-color:var(--accent);flex:none}
.note{border:1px solid var(--line2);border-left:4px solid var(--ok);background:var(--oksoft);border-radius:11px;padding:12px 14px;margin:6px 0 14px;font-weight:500;outline:0}
.note.bad{border-left-color:var(--bad);background:var(--badsoft)}
.note ul{background:none;border:0;border-radius:0;padding:2px 0 0}
.note li{border:0;padding:3px 0;font-weight:400}
.note a,p a,.link{color:var(--link)}
.link{background:none;border:0;font:inherit;font-weight:600;min-height:48px;padding:0 4px;text-decoration:underline;cursor:pointer;flex:none}
.ref{display:flex;align-items:center;justify-content:space-between;gap:12px;padding:6px 12px 6px 16px;margin-top:16px}
.more{margin-top:18px}
.more>summary{min-height:48px;display:flex;align-items:center;cursor:pointer;color:var(--link);font-weight:600;text-decoration:underline;list-style:none}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));column-gap:12px}
footer{margin-top:28px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.note:focus-visible{outline:0}
summary.row:focus-visible,a.row:focus-visible{outline-offset:-3px;border-radius:14px}
@media print{header .langs,form,footer{display:none}}
@media (max-width:340px){.door{flex-wrap:wrap}.d{font-size:44px;line-height:56px}}
`
