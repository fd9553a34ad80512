/**
 * The one stylesheet. The colours are those of the office app's tokens (a test compares them), written out instead of as
 * variables: phones of 2013 know none. Nothing is loaded from elsewhere, and nothing moves.
 */
interface Colours {
  readonly ground: string
  readonly surface: string
  readonly raised: string
  readonly line: string
  readonly lineStrong: string
  readonly ink: string
  readonly ink2: string
  readonly primary: string
  readonly onPrimary: string
  readonly link: string
  readonly focus: string
  readonly unmet: string
  readonly unmetSoft: string
  readonly warnSoft: string
  readonly warnInk: string
}

export const light: Colours = {
  ground: '#f6f4ef',
  surface: '#fffefb',
  raised: '#f0ede5',
  line: '#dcd7cb',
  lineStrong: '#8f897b',
  ink: '#22201b',
  ink2: '#5a554a',
  primary: '#1f5745',
  onPrimary: '#ffffff',
  link: '#17523f',
  focus: '#0b57d0',
  unmet: '#8f2f45',
  unmetSoft: '#f6e3e6',
  warnSoft: '#f7ecd2',
  warnInk: '#6b4a00',
}

export const dark: Colours = {
  ground: '#171613',
  surface: '#1f1e1a',
  raised: '#292722',
  line: '#3b3932',
  lineStrong: '#7f7a6d',
  ink: '#ece8de',
  ink2: '#b3ad9f',
  primary: '#7cc3a6',
  onPrimary: '#10201a',
  link: '#8fd0b5',
  focus: '#8ab4f8',
  unmet: '#e08a9c',
  unmetSoft: '#40252b',
  warnSoft: '#3a3018',
  warnInk: '#f0d493',
}

const coloured = (c: Colours) => `
body{background:${c.ground};color:${c.ink}}
a{color:${c.link}}
:focus-visible{outline:3px solid ${c.focus}}
.top{background:${c.surface};border-bottom:3px solid ${c.primary}}
.top .name{color:${c.ink}}
.foot{border-top:1px solid ${c.line};color:${c.ink2}}
.card,table{background:${c.surface};border-color:${c.line}}
th,td{border-color:${c.line}}
th{background:${c.raised}}
.quiet,.hint,dt{color:${c.ink2}}
.left{background:${c.warnSoft};color:${c.warnInk}}
.over{background:${c.raised};color:${c.ink2}}
.fault,.faults{color:${c.unmet}}
.faults{background:${c.unmetSoft};border-color:${c.unmet}}
.bad{border-color:${c.unmet}!important}
input{accent-color:${c.primary}}
input,textarea,select{background:${c.surface};color:${c.ink};border-color:${c.lineStrong}}
button,.button{background:${c.primary};color:${c.onPrimary}}
.plain{background:none;color:${c.link};border-color:${c.lineStrong}}
.number{border-color:${c.primary};background:${c.surface}}
`

const shape = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;font:16px/1.65 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;overflow-wrap:break-word;word-wrap:break-word}
.wide{max-width:720px;margin:0 auto;padding:0 14px}
.skip{position:absolute;left:-9999px}
.skip:focus{position:static;display:block;padding:8px 14px}
.top .name{font-size:20px;font-weight:700;text-decoration:none;display:inline-block;padding:10px 0 2px}
.top nav a{display:inline-block;padding:9px 14px 9px 0;min-height:44px}
.top .lang{float:right;padding:13px 0 8px 12px}
h1{font-size:24px;line-height:1.35;margin:22px 0 10px}
h2{font-size:19px;line-height:1.4;margin:26px 0 8px}
h3{font-size:16px;margin:16px 0 4px}
p{margin:8px 0}
.path{margin:14px 0 -8px}
.path a{display:inline-block;padding:4px 0}
ul.list{list-style:none;margin:0;padding:0}
.card{border:1px solid #ccc;border-radius:6px;padding:12px 14px;margin:10px 0;display:block}
.card a{font-weight:600}
.places a{display:inline-block;padding:8px 16px 8px 0;min-height:44px}
.left,.over{display:inline-block;border-radius:4px;padding:0 8px;font-size:15px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:10px 0}
th,td{border:1px solid #ccc;padding:7px 8px;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.card h2,.card h3{margin-top:2px}
html[lang=zh-CN] th{white-space:nowrap}
dl{margin:10px 0}
dt{font-size:15px}
dd{margin:0 0 8px}
form{margin:10px 0}
label,legend{display:block;font-weight:600;margin:16px 0 4px;padding:0}
.choice{font-weight:400;margin:0;padding:7px 0 7px 32px;min-height:44px}
.choice input{width:22px;height:22px;margin:0 10px 0 -32px;vertical-align:-5px}
fieldset{border:0;margin:0;padding:0;min-width:0}
input,textarea,select{font:inherit;width:100%;padding:9px 10px;border:1px solid #888;border-radius:5px}
textarea{min-height:170px}
button,.button{font:inherit;font-weight:600;border:1px solid transparent;border-radius:5px;padding:11px 22px;min-height:48px;display:inline-block;text-decoration:none;margin:16px 12px 0 0;cursor:pointer}
.hint{font-size:15px;margin:2px 0}
.fault{font-weight:600;margin:2px 0}
.faults{border:2px solid;border-radius:6px;padding:10px 14px;margin:14px 0}
.faults h2{margin:0 0 4px}
.number{font-size:26px;font-weight:700;letter-spacing:1px;border:2px solid;border-radius:6px;padding:12px 14px;margin:14px 0;text-align:center;font-variant-numeric:tabular-nums}
.foot{margin-top:36px;padding:14px 0 30px;font-size:15px}
@media (max-width:359px){h1{font-size:21px}th,td{padding:6px 5px}.number{font-size:21px;padding:10px 4px}}
@media print{.top nav,.lang,.foot nav,form,.skip,.button,.noprint{display:none}body{background:#fff!important;color:#000!important;font-size:12pt}table,.card,.number{background:#fff!important;color:#000!important}th{background:#eee!important;color:#000!important}a{color:#000!important;text-decoration:none}tr{page-break-inside:avoid}thead{display:table-header-group}}
`

export const style =
  `${shape}${coloured(light)}@media screen and (prefers-color-scheme:dark){${coloured(dark)}}`.replaceAll(
    /\n+/g,
    '\n',
  )
