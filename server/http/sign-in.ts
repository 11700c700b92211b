/** A checked password becomes a session cookie. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Auth, User } from './auth/types.ts'

type Credentials = { email: string; password: string }

/** The account, whose cookies are in the reply then; null where e-mail and password do not go together. */
export async function sessionCookies(
  { auth }: { auth: Auth },
  request: FastifyRequest,
  reply: FastifyReply,
  { email, password }: Credentials,
): Promise<User | null> {
  const result = await auth.signIn({ email, password, ip: request.ip, agent: request.headers['user-agent'] ?? '' })
  if (result.kind === 'refused') return null
  for (const cookie of result.cookies)
    reply.header('set-cookie', request.protocol === 'https' ? `${cookie}; Secure` : cookie)
  return result.user
}
