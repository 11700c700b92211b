/** The running server, asked as a person who signed in. */
import { CliError } from '../output.ts'

export type Api = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
}

export async function signedIn(url: string, account: { email: string; password: string }): Promise<Api> {
  let cookie = ''
  const call = async (method: string, path: string, body?: object): Promise<Response> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/v1/${path}`, { method, headers: { cookie, ...json }, ...sent })
    if (!answer.ok) throw new CliError(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const { email, password } = account
  const entered = await call('POST', 'login', { email, password })
  cookie = entered.headers
    .getSetCookie()
    .map(one => one.split(';', 1)[0])
    .join('; ')
  return {
    get: async <T>(path: string) => (await (await call('GET', path)).json()) as T,
    post: async <T>(path: string, body: object) => (await (await call('POST', path, body)).json()) as T,
  }
}
