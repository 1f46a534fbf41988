import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';

const base = process.env.BLOB_URL;

export async function putBlob(name: string, body: Readable): Promise<number> {
  const response = await fetch(`${base}/${name}`, { method: 'PUT', body: Readable.toWeb(body), duplex: 'half' } as RequestInit);
  if (!response.ok) throw new Error(`blob store answered ${response.status}`);
  const stored = (await response.json()) as { size: number };
  return stored.size;
}

export function signedUrl(name: string, validSeconds: number): string {
  const expires = Math.floor(Date.now() / 1000) + validSeconds;
  const signature = createHmac('sha256', process.env.BLOB_SECRET ?? '').update(`${name}:${expires}`).digest('hex');
  return `${base}/${name}?expires=${expires}&signature=${signature}`;
}
