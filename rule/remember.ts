/** Connections kept for the next invocation, with the sockets and sessions that they hold. A connection that failed is not kept. */

/** Of a function that serves a whole organisation, the accounts that it met last. */
const mostKept = 20;

export function remembering<Request, Connection>(
  connect: (request: Request) => Promise<Connection>,
): (request: Request) => Promise<Connection> {
  const kept = new Map<string, Promise<Connection>>();
  return (request) => {
    const key = JSON.stringify(request);
    const connection = kept.get(key) ?? connect(request);
    kept.delete(key);
    kept.set(key, connection);
    const [oldest = key] = kept.keys();
    if (kept.size > mostKept) kept.delete(oldest);
    connection.catch(() => kept.delete(key));
    return connection;
  };
}
