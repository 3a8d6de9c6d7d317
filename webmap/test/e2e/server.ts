// Starts the real binary with the demo town, unless MITTE_URL names a running one.

import { OwnServer } from './own';

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.MITTE_URL) return async () => {};
  const server = new OwnServer();
  await server.start();
  process.env.MITTE_URL = server.url;
  return () => server.end();
}
