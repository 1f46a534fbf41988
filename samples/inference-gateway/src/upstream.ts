export interface Completion {
  choices: { message: { role: string; content: string } }[];
  usage: { prompt_tokens: number; completion_tokens: number };
}

export async function complete(model: string, messages: unknown[], maxTokens: number): Promise<Completion> {
  const response = await fetch(`${process.env.UPSTREAM_URL}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages, max_tokens: maxTokens }),
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) throw new Error(`upstream answered ${response.status}`);
  return (await response.json()) as Completion;
}
