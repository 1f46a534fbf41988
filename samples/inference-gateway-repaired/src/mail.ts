export async function sendMail(to: string, subject: string, text: string): Promise<void> {
  const response = await fetch(`${process.env.MAIL_URL}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to, subject, text }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`mail service answered ${response.status}`);
}
