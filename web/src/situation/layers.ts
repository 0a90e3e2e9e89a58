import type { LayerSpecification } from 'maplibre-gl';

/** The colours of the page, by the names under which the layers use them ("$ink"). */
export type Colours = Record<'sea' | 'land' | 'coast' | 'ink' | 'quiet' | 'paper' | 'accent' | 'zone', string>;

/** Reads the colours that the page has now, light or dark. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { sea: read('--map-sea'), land: read('--map-land'), coast: read('--map-coast'), ink: read('--ink'), quiet: read('--quiet'), paper: read('--paper'), accent: read('--accent'), zone: read('--map-zone') };
}

const font = ['system-ui, Noto Sans, sans-serif'];

const heap = { 'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'point_count']], 1, 14, 30, 34], 'circle-color': '$paper', 'circle-stroke-color': '$ink', 'circle-stroke-width': ['case', ['>', ['get', 'breached'], 0], 2, 0.75], 'circle-opacity': 0.92 };

const count = {
  'text-field': ['format', ['get', 'point_count_abbreviated'], {}, ['case', ['>', ['get', 'breached'], 0], ['concat', '\n● ', ['to-string', ['get', 'breached']]], ''], { 'font-scale': 0.8 }],
  'text-font': font, 'text-size': 12, 'text-allow-overlap': true, 'text-line-height': 1.05,
};

/** What is drawn, from the ground up. No layer has an address to fetch from: letters are drawn by the browser. */
export const layers: LayerSpecification[] = [
  { id: 'sea', type: 'background', paint: { 'background-color': '$sea' } },
  { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': '$land', 'fill-antialias': false } },
  { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': '$coast', 'line-width': 1 } },
  { id: 'zones', type: 'fill', source: 'zones', paint: { 'fill-color': '$zone', 'fill-opacity': 0.07 } },
  { id: 'zone-edges', type: 'line', source: 'zones', paint: { 'line-color': '$zone', 'line-width': 1, 'line-dasharray': [4, 3], 'line-opacity': 0.8 } },
  { id: 'lines', type: 'line', source: 'lines', filter: ['!', ['get', 'assumed']], layout: { 'line-join': 'round' }, paint: { 'line-color': '$accent', 'line-width': 2.5 } },
  { id: 'assumed-lines', type: 'line', source: 'lines', filter: ['get', 'assumed'], layout: { 'line-join': 'round' }, paint: { 'line-color': '$accent', 'line-width': 2, 'line-dasharray': [3, 1.5] } },
  { id: 'regions', type: 'fill', source: 'regions', paint: { 'fill-color': '$accent', 'fill-opacity': 0.07, 'fill-antialias': false } },
  { id: 'places', type: 'circle', source: 'places', filter: ['<=', ['get', 'size'], ['step', ['zoom'], 0, 4, 1, 6.5, 2, 8, 3, 9.5, 4]], paint: { 'circle-radius': ['match', ['get', 'size'], [0, 1], 2.5, 1.75], 'circle-color': '$quiet' } },
  {
    id: 'names', type: 'symbol', source: 'places', filter: ['<=', ['get', 'size'], ['step', ['zoom'], 0, 4, 1, 6.5, 2, 8, 3, 9.5, 4]],
    layout: {
      'text-field': ['get', 'name'], 'text-font': font, 'text-size': ['match', ['get', 'size'], 0, 14, 1, 13, 12], 'text-padding': 4,
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 0.5, 'text-justify': 'auto', 'symbol-sort-key': ['get', 'size'],
    },
    paint: { 'text-color': '$quiet', 'text-halo-color': '$land', 'text-halo-width': 1.25 },
  },
  {
    id: 'line-names', type: 'symbol', source: 'lines', layout: { 'symbol-placement': 'line', 'text-field': ['get', 'id'], 'text-font': font, 'text-size': 12, 'text-offset': [0, -0.9], 'symbol-spacing': 400 },
    paint: { 'text-color': '$accent', 'text-halo-color': '$land', 'text-halo-width': 1.5 },
  },
  {
    id: 'contingents', type: 'symbol', source: 'contingents',
    layout: { 'text-field': ['concat', '▣ ', ['get', 'name']], 'text-font': font, 'text-size': 12, 'text-anchor': 'left', 'text-offset': [-0.5, 0], 'text-optional': false, 'text-allow-overlap': ['step', ['zoom'], false, 8, true] },
    paint: { 'text-color': '$ink', 'text-halo-color': '$paper', 'text-halo-width': 1.5 },
  },
  // Those that the server has counted together and those that the map itself draws as one look the same.
  { id: 'crowds', type: 'circle', source: 'crowds', paint: heap },
  { id: 'crowd-counts', type: 'symbol', source: 'crowds', layout: count, paint: { 'text-color': '$ink' } },
  { id: 'clusters', type: 'circle', source: 'incidents', filter: ['has', 'point_count'], paint: heap },
  { id: 'counts', type: 'symbol', source: 'incidents', filter: ['has', 'point_count'], layout: count, paint: { 'text-color': '$ink' } },
  {
    id: 'incidents', type: 'symbol', source: 'incidents', filter: ['!', ['has', 'point_count']],
    layout: { 'icon-image': ['get', 'symbol'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['-', 10, ['get', 'rank']] },
  },
  { id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-radius': 16, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': '$accent', 'circle-stroke-width': 3 } },
] as LayerSpecification[];

/** A layer in the colours of the page. */
export function coloured(layer: LayerSpecification, colours: Colours): LayerSpecification {
  return JSON.parse(JSON.stringify(layer), (_, value: unknown) => (typeof value === 'string' && value.startsWith('$') ? colours[value.slice(1) as keyof Colours] : value)) as LayerSpecification;
}
