const base = process.env.LAGO_URL ?? 'https://api.getlago.com/api/v1';

export async function lagoGet(path, query) {
  const url = new URL(`${base}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${process.env.LAGO_API_KEY}` },
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`Lago answered ${response.status} to ${path}: ${await response.text()}`);
  return response.json();
}

export async function* usageEvents(subscription, from, to) {
  const { events } = await lagoGet('/events', {
    external_subscription_id: subscription,
    timestamp_from: from.toISOString(),
    timestamp_to: to.toISOString(),
    per_page: 100,
    page: 1,
  });
  yield* events;
}
