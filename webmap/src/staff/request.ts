// One way to ask the server as somebody: the session's token, versions and keys, and errors that staff can act on.

import { ApiError } from '../api';
import { untracked } from '../signal';
import type { Finding } from './model-answers';
import { csrf, loggedIn, steppedUp } from './session-state';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Ask {
  /** JSON, or a form with a file as it is. */
  body?: unknown;
  /** The tag of the version that the change is based on. */
  ifMatch?: string;
  /** Makes a repeated creation one creation. */
  key?: string;
  signal?: AbortSignal;
  /** What is asked about the session itself, or in passing, makes nobody log in. */
  asIs?: boolean;
}

/** A refusal with its code, all fields at fault and, of a stale change, what is there now. */
export class OfficeError extends ApiError {
  constructor(
    status: number,
    message: string,
    requestId: string | null,
    retryAfter: number | null,
    readonly code: string,
    readonly fields: readonly Finding[],
    readonly current: unknown = null,
  ) {
    super(status, message, requestId, retryAfter);
  }
}

async function refusal(response: Response): Promise<OfficeError> {
  const body: unknown = await response.json().catch(() => null);
  const { detail, title, code, request_id, errors, current } = (body ?? {}) as Record<string, unknown>;
  const wait = Number(response.headers.get('Retry-After'));
  return new OfficeError(
    response.status,
    String(detail ?? title ?? response.statusText),
    typeof request_id === 'string' ? request_id : response.headers.get('X-Request-Id'),
    wait > 0 ? wait : null,
    typeof code === 'string' ? code : '',
    Array.isArray(errors) ? (errors as Finding[]) : [],
    current,
  );
}

function headersOf(method: Method, { body, ifMatch, key }: Ask): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': document.documentElement.lang || 'de',
  };
  // A browser names the boundary of a form itself.
  if (method !== 'GET' && !(body instanceof FormData)) headers['Content-Type'] = 'application/json';
  const token = untracked(csrf);
  if (method !== 'GET' && token) headers['X-CSRF-Token'] = token;
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (key) headers['Idempotency-Key'] = key;
  return headers;
}

async function send(method: Method, path: string, ask: Ask): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: headersOf(method, ask),
      cache: 'no-store',
      credentials: 'same-origin',
      ...(ask.body === undefined ? {} : { body: ask.body instanceof FormData ? ask.body : JSON.stringify(ask.body) }),
      ...(ask.signal ? { signal: ask.signal } : {}),
    });
  } catch (cause) {
    if (ask.signal?.aborted) throw cause;
    throw new OfficeError(0, '', null, null, 'unreachable', []);
  }
}

/** The answer itself; after a session that ended, the same again once somebody has shown who it is. */
export async function respond(method: Method, path: string, ask: Ask = {}): Promise<Response> {
  const response = await send(method, path, ask);
  if (response.ok) return response;
  const cause = await refusal(response);
  if (response.status !== 401 || ask.asIs) throw cause;
  // Some changes want to see the second factor again, everything else a session.
  if (cause.code === 'step_up') await steppedUp();
  else await loggedIn();
  const again = await send(method, path, ask);
  if (!again.ok) throw await refusal(again);
  return again;
}

export async function request<T>(method: Method, path: string, ask: Ask = {}): Promise<T> {
  const response = await respond(method, path, ask);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}
