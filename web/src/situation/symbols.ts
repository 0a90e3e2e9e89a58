/** How a symbol is filled, by the gravest answer: full, half, hollow, or quiet. The shape says the kind. */
export type Fill = 'full' | 'half' | 'hollow' | 'quiet';

export const fillOf = (rank: number): Fill => (rank === 0 ? 'full' : rank === 1 ? 'half' : rank === 2 ? 'hollow' : 'quiet');

const side = 44; // of the picture, at two pixels for one of the page

/** The symbol of a kind (0 fire, 1 movement, 2 flight, 3 mines, 4 access, 5 other) as a picture. */
export function symbol(kind: number, fill: Fill, ink: string, paper: string): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const draw = canvas.getContext('2d')!;
  draw.translate(side / 2, side / 2);
  draw.lineJoin = 'round';
  const outline = (size: number) => path(kind, fill === 'quiet' ? size * 0.7 : size);
  // A rim in the colour of the paper keeps symbols apart where they crowd.
  draw.strokeStyle = paper;
  draw.lineWidth = 8;
  draw.stroke(outline(13));
  draw.fillStyle = paper;
  draw.fill(outline(13));
  draw.fillStyle = draw.strokeStyle = ink;
  draw.lineWidth = 3.5;
  if (fill === 'full') draw.fill(outline(13));
  if (fill === 'half') {
    draw.save();
    draw.clip(outline(13));
    draw.fillRect(-side, -side, side, 2 * side);
    draw.restore();
  }
  draw.globalAlpha = fill === 'quiet' ? 0.6 : 1;
  draw.stroke(outline(13));
  return draw.getImageData(0, 0, side, side);
}

function path(kind: number, size: number): Path2D {
  const shape = new Path2D();
  const corners = [0, 4, 3, 4, 6, 0][kind] ?? 0;
  if (corners === 0) {
    shape.arc(0, 0, kind === 5 ? size * 0.6 : size, 0, 2 * Math.PI);
    return shape;
  }
  const turn = kind === 1 ? Math.PI / 4 : 0;
  const out = kind === 1 ? size * 1.25 : kind === 4 ? size : size * 1.15;
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners - Math.PI / 2;
    shape.lineTo(out * Math.cos(angle), out * Math.sin(angle));
  }
  shape.closePath();
  return shape;
}
