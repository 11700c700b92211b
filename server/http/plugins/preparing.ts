/** What stands at the dashboard's address until it is built: a page that says so and looks again by itself. */
import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'

const AGAIN_S = 2

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100dvh;display:grid;place-content:center;gap:.5rem;padding:2rem;text-align:center;
background:light-dark(#f3eee2,#141828);color:light-dark(#241f19,#f1ebde);font:1.15rem/1.5 Georgia,"Liberation Serif",serif}
h1{font-size:1.9rem;font-weight:400;line-height:1.2;margin:0}p{margin:0;color:light-dark(#5f5648,#b9b8bd)}`

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="${AGAIN_S}">
<title>Navette</title><style>${STYLE}</style></head><body><main>
<h1>Le tableau de bord se prépare…</h1>
<p>Les machines sont déjà écoutées. La page s’ouvrira d’elle-même ; si elle tarde, voyez le journal du serveur.</p>
<p lang="en">The dashboard is being prepared, machines are already listened to. It will open by itself; if it does not, see the
server’s log.</p></main></body></html>`

/** The page's own style is the one inline style the policy lets through, by its hash (CSP 3 §2.3.1). */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`

export const sendPreparing = (reply: FastifyReply): FastifyReply =>
  reply
    .code(503)
    .header('retry-after', AGAIN_S)
    .header('cache-control', 'no-store')
    .header('content-security-policy', POLICY)
    .type('text/html; charset=utf-8')
    .send(PAGE)
