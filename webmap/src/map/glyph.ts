// One sign for a unit everywhere: on the map, in the list, in the legend. Shape and pattern tell the status, colour the use.

import { h } from '../dom';
import { isVacant, type Status, type UseGroup } from '../model';
import { pixelRatio } from './overlay';
import type { Theme } from './theme';

export interface Sign {
  group: UseGroup;
  status: Status;
  letter?: string;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const sprites = new Map<string, HTMLCanvasElement>();
let spriteTheme: Theme | undefined;

function fillOf({ status, group }: Sign, theme: Theme): string | null {
  if (status === 'unknown') return null;
  return isVacant(status) ? theme.vacant : theme.use[group];
}

/** Vacant units stand on their corner, all others are round: greyscale print keeps the difference. */
function outline(ctx: CanvasRenderingContext2D, r: number, vacant: boolean): void {
  ctx.beginPath();
  if (!vacant) {
    ctx.arc(0, 0, r, 0, 2 * Math.PI);
    return;
  }
  const d = r * 1.22;
  ctx.moveTo(0, -d);
  ctx.lineTo(d, 0);
  ctx.lineTo(0, d);
  ctx.lineTo(-d, 0);
  ctx.closePath();
}

function lines(ctx: CanvasRenderingContext2D, r: number, angle: number, step: number): void {
  ctx.save();
  ctx.rotate(angle);
  ctx.beginPath();
  const reach = r * 1.8;
  for (let y = -Math.floor(reach / step) * step; y <= reach; y += step) {
    ctx.moveTo(-reach, y);
    ctx.lineTo(reach, y);
  }
  ctx.stroke();
  ctx.restore();
}

function dots(ctx: CanvasRenderingContext2D, r: number, step: number): void {
  const n = Math.ceil(r / step);
  for (let i = -n; i <= n; i++) {
    for (let j = -n; j <= n; j++) {
      ctx.beginPath();
      ctx.arc((i + (j % 2) / 2) * step, j * step * 0.87, step * 0.2, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}

function pattern(ctx: CanvasRenderingContext2D, r: number, status: Status, theme: Theme): void {
  const step = Math.max(3.8, r * 0.5);
  ctx.strokeStyle = ctx.fillStyle = theme.outline;
  ctx.lineWidth = Math.max(0.65, r * 0.075);
  if (status === 'vacant') lines(ctx, r, -Math.PI / 4, step);
  if (status === 'marketing') {
    lines(ctx, r, -Math.PI / 4, step);
    lines(ctx, r, Math.PI / 4, step);
  }
  if (status === 'reserved') lines(ctx, r, 0, step);
  if (status === 'refurbishment') lines(ctx, r, Math.PI / 2, step);
  if (status === 'interim_use') dots(ctx, r, step * 1.15);
}

function innerRing(ctx: CanvasRenderingContext2D, r: number, theme: Theme): void {
  ctx.beginPath();
  ctx.arc(0, 0, r * 0.62, 0, 2 * Math.PI);
  ctx.strokeStyle = theme.vacant;
  ctx.lineWidth = Math.max(1.5, r * 0.24);
  ctx.setLineDash([r * 0.5, r * 0.28]);
  ctx.stroke();
  ctx.setLineDash([]);
}

function letterOn(ctx: CanvasRenderingContext2D, text: string, r: number, theme: Theme): void {
  ctx.font = `700 ${Math.round(r * 1.15)}px ${FONT}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.halo;
  ctx.lineWidth = r * 0.42;
  ctx.strokeText(text, 0, 0.5);
  ctx.fillStyle = theme.label;
  ctx.fillText(text, 0, 0.5);
}

function drawSign(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, sign: Sign, theme: Theme): void {
  const vacant = isVacant(sign.status);
  const fill = fillOf(sign, theme);
  ctx.save();
  ctx.translate(x, y);
  outline(ctx, r + 1.75, vacant);
  ctx.fillStyle = theme.halo;
  ctx.fill();
  outline(ctx, r, vacant);
  ctx.fillStyle = fill ?? theme.ground;
  ctx.fill();
  ctx.save();
  ctx.clip();
  pattern(ctx, r, sign.status, theme);
  ctx.restore();
  if (sign.status === 'threatened') innerRing(ctx, r, theme);
  outline(ctx, r, vacant);
  ctx.strokeStyle = theme.outline;
  ctx.lineWidth = Math.max(1, r * 0.13);
  if (!fill) ctx.setLineDash([1.5, 1.8]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (sign.letter) letterOn(ctx, sign.letter, r, theme);
  ctx.restore();
}

/** The sign as a small picture; equal signs share one. */
export function sprite(sign: Sign, r: number, theme: Theme): HTMLCanvasElement {
  if (spriteTheme !== theme) sprites.clear();
  spriteTheme = theme;
  const ratio = pixelRatio();
  const key = `${sign.group} ${sign.status} ${sign.letter ?? ''} ${r} ${ratio}`;
  const known = sprites.get(key);
  if (known) return known;
  const canvas = signCanvas(sign, r, theme, ratio);
  sprites.set(key, canvas);
  return canvas;
}

function signCanvas(sign: Sign, r: number, theme: Theme, ratio: number): HTMLCanvasElement {
  const side = Math.ceil(r * 1.22 + 3) * 2;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side * ratio;
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  ctx.scale(ratio, ratio);
  drawSign(ctx, side / 2, side / 2, r, sign, theme);
  return canvas;
}

const pictures = new Map<string, string>();
let pictureTheme: Theme | undefined;

function pictureOf(sign: Sign, r: number, theme: Theme): string {
  if (pictureTheme !== theme) pictures.clear();
  pictureTheme = theme;
  const key = `${sign.group} ${sign.status} ${r}`;
  const known = pictures.get(key);
  if (known) return known;
  const canvas = signCanvas(sign, r, theme, 2);
  const made = canvas.getContext('2d') ? canvas.toDataURL() : '';
  pictures.set(key, made);
  return made;
}

/** The sign beside a text; the text says what it means. Equal signs are one picture: a canvas for each row would cost. */
export function signIcon(sign: Sign, theme: Theme, r = 8): HTMLImageElement {
  const src = pictureOf(sign, r, theme);
  return h('img', { class: r > 8 ? 'sign sign-large' : 'sign', alt: '', decoding: 'sync', src });
}
