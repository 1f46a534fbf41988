import { NextResponse } from 'next/server';
import { z } from 'zod';
import { imageModel } from '@/lib/image-model';
import { requireWorkspace } from '@/lib/session';
import { enqueueUsage } from '@/lib/usage-queue';

const Body = z.object({
  prompt: z.string().min(1).max(4000),
  size: z.enum(['512', '1024', '2048']),
  count: z.number().int().min(1).max(8),
});

export const maxDuration = 60;

export async function POST(request: Request) {
  const workspace = await requireWorkspace(request);
  const body = Body.safeParse(await request.json());
  if (!body.success) {
    return NextResponse.json({ error: body.error.flatten() }, { status: 400 });
  }

  const generation = await imageModel.generate(body.data);

  await enqueueUsage({
    id: generation.id,
    workspaceId: workspace.id,
    meter: 'generated_images',
    quantity: generation.images.length,
    size: body.data.size,
    occurredAt: generation.finishedAt.toISOString(),
  });

  return NextResponse.json({ id: generation.id, images: generation.images.map((image) => image.url) });
}
