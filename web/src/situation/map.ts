import { LngLatBounds, Map as GlMap, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature, FeatureCollection } from 'geojson';
import type { Sight } from './address';
import { placeFiles, readLand, type Land } from './basemap';
import { coloured, coloursOf, layers } from './layers';
import type { Ground, Payload, Point } from './payload';
import { faded, reach } from './shapes';
import { fillOf, symbol, type Fill } from './symbols';

setWorkerUrl(workerUrl);

type Place = [name: string, lat: number, lon: number, size: number];

/** The map: what it shows is given to it; where the reader has moved it stays. */
export class SituationMap {
  private readonly map: GlMap;
  private readonly ready: Promise<void>;
  private readonly places = new Map<string, Promise<Place[]>>();
  private payload: Payload | null = null;
  private ground: Ground = { clauses: [], lines: [], zones: [] };
  private found: number[] = [];
  private fitted = false;

  /**
   * @param choose is told the numbers of the incidents under a click; none: beside all.
   * @param moved is told what is in sight, whenever that has changed after the first time.
   */
  constructor(private readonly element: HTMLElement, choose: (incidents: number[], at: { x: number; y: number }) => void, moved: (sight: Sight) => void) {
    this.map = new GlMap({
      container: element,
      style: { version: 8, sources: {}, layers: [] },
      center: [0, 20],
      zoom: 1,
      maxZoom: 14,
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      renderWorldCopies: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.getCanvas().setAttribute('aria-label', 'Map of the incidents; the list below holds the same');
    this.ready = new Promise(done => this.map.once('load', () => {
      this.build();
      done();
    }));
    this.map.on('click', event => choose(this.under(event), event.point));
    this.map.on('moveend', () => {
      this.drawRegions();
      void this.drawPlaces();
      const bounds = this.map.getBounds();
      if (this.fitted) moved({ west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth(), zoom: this.map.getZoom() });
    });
    for (const layer of ['incidents', 'clusters', 'crowds']) {
      this.map.on('mouseenter', layer, () => (this.map.getCanvas().style.cursor = 'pointer'));
      this.map.on('mouseleave', layer, () => (this.map.getCanvas().style.cursor = ''));
    }
    new MutationObserver(() => this.recolour()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.recolour());
    void this.drawLand();
  }

  /** Shows what the server said, of its incidents those found, with the zones of one clause ahead of the others. */
  async show(payload: Payload, found: number[], clause: string | null): Promise<void> {
    await this.ready;
    const fresh = this.payload !== payload;
    [this.payload, this.found] = [payload, found];
    const { incidents, crowds, contingents } = payload;
    this.set('incidents', found.filter(i => incidents.at[i]).map(i => point(incidents.at[i]!, { i, rank: incidents.rank[i], symbol: `${incidents.kind[i]}-${fillOf(incidents.rank[i])}` })));
    this.set('crowds', crowds?.at.map((at, i) => point(at, { crowd: true, point_count: crowds.count[i], point_count_abbreviated: abbreviated(crowds.count[i]), breached: crowds.breached[i] })) ?? []);
    if (fresh && payload.ground) {
      this.ground = payload.ground;
      this.set('lines', this.ground.lines.map(({ id, assumed, course }) => ({ type: 'Feature', properties: { id, assumed }, geometry: { type: 'LineString', coordinates: course } })));
    }
    if (fresh && contingents) this.set('contingents', contingents.filter(one => one.at).map(one => point(one.at!, { name: one.unit ?? one.actor })));
    const { zones } = this.ground;
    const ofClause = clause ? zones.filter(zone => zone.clauses.includes(clause)) : zones;
    this.set('zones', (ofClause.length > 0 ? ofClause : zones).map(({ id, polygons }) => ({ type: 'Feature', properties: { id }, geometry: { type: 'MultiPolygon', coordinates: polygons } })));
    this.map.setPaintProperty('zones', 'fill-opacity', clause && ofClause.length > 0 ? 0.16 : 0.07);
    this.drawRegions();
    if (!this.fitted) this.fit();
  }

  /** Moves to where all of it is in sight: the incidents found, else the lines and zones. */
  fit(): void {
    if (!this.payload) return;
    const { incidents, around } = this.payload;
    const bounds = new LngLatBounds();
    for (const at of around ?? this.found.map(i => incidents.at[i])) if (at) bounds.extend(at);
    if (!this.fitted || bounds.isEmpty()) for (const line of this.ground.lines) for (const at of line.course) bounds.extend(at);
    if (bounds.isEmpty()) for (const zone of this.ground.zones) for (const polygon of zone.polygons) for (const at of polygon[0]) bounds.extend(at);
    if (bounds.isEmpty()) return;
    const animate = this.fitted;
    this.fitted = true;
    this.map.fitBounds(bounds, { padding: 32, maxZoom: 11, animate });
  }

  /** Nearer or further by a step. */
  zoom(by: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + by);
  }

  /** Puts a ring round a position, written as "longitude,latitude", or round none. */
  mark(position: string | null): void {
    if (this.map.getSource('chosen')) this.set('chosen', position ? [point(position.split(',').map(Number) as Point, {})] : []);
  }

  private under(event: MapMouseEvent): number[] {
    const { x, y } = event.point;
    const hits = this.map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['incidents', 'clusters', 'crowds'] });
    const crowd = hits.find(hit => hit.properties.crowd);
    const cluster = hits.find(hit => hit.properties.cluster_id !== undefined);
    const single = [...new Set(hits.filter(hit => hit.properties.i !== undefined).map(hit => hit.properties.i as number))];
    if (single.length === 0 && cluster) {
      const centre = (cluster.geometry as GeoJSON.Point).coordinates as Point;
      void this.source('incidents').getClusterExpansionZoom(cluster.properties.cluster_id as number).then(zoom => this.map.easeTo({ center: centre, zoom: Math.min(zoom + 0.5, 14) }));
    }
    if (single.length === 0 && !cluster && crowd) this.map.easeTo({ center: (crowd.geometry as GeoJSON.Point).coordinates as Point, zoom: Math.min(this.map.getZoom() + 2, 14) });
    return single;
  }

  private build(): void {
    for (const id of ['land', 'zones', 'lines', 'regions', 'places', 'contingents', 'crowds', 'chosen']) this.map.addSource(id, { type: 'geojson', data: collection([]) });
    this.map.addSource('incidents', {
      type: 'geojson', data: collection([]), cluster: true, clusterRadius: 34, clusterMaxZoom: 10, tolerance: 0,
      clusterProperties: { breached: ['+', ['case', ['==', ['get', 'rank'], 0], 1, 0]] },
    });
    const colours = coloursOf(this.element);
    this.eachSymbol((name, kind, fill) => this.map.addImage(name, symbol(kind, fill, colours.ink, colours.paper), { pixelRatio: 2 }));
    for (const layer of layers) this.map.addLayer(coloured(layer, colours));
  }

  private recolour(): void {
    if (!this.map.getLayer('sea')) return;
    const colours = coloursOf(this.element);
    this.eachSymbol((name, kind, fill) => this.map.updateImage(name, symbol(kind, fill, colours.ink, colours.paper)));
    for (const layer of layers)
      for (const [name, value] of Object.entries(coloured(layer, colours).paint ?? {}))
        if (name.endsWith('color')) this.map.setPaintProperty(layer.id, name as Parameters<GlMap['setPaintProperty']>[1], value);
  }

  private eachSymbol(use: (name: string, kind: number, fill: Fill) => void): void {
    for (let kind = 0; kind < 6; kind++) for (const fill of ['full', 'half', 'hollow', 'quiet'] as const) use(`${kind}-${fill}`, kind, fill);
  }

  /** Where the incidents in sight may have been. From afar their regions would be specks, and thousands of them a fog. */
  private drawRegions(): void {
    if (!this.payload || !this.map.getSource('regions')) return;
    const { at, shape, rank, areas } = this.payload.incidents;
    const bounds = this.map.getBounds();
    const centre = this.map.getCenter();
    const metresPerPixel = (78_271.5 * Math.cos((centre.lat * Math.PI) / 180)) / 2 ** this.map.getZoom();
    const seen = new Set<number>();
    const rings: GeoJSON.Position[][][] = [];
    const near = this.found.filter(i => {
      const where = at[i];
      if (!where || shape[i] === null) return false;
      const known = shape[i];
      if (typeof known === 'object' && known !== null && 'area' in known) {
        if (!seen.has(known.area)) rings.push(...areas[known.area]);
        seen.add(known.area);
        return false;
      }
      const slack = reach(known) / 70_000;
      return reach(known) / metresPerPixel > 5 && where[0] > bounds.getWest() - slack && where[0] < bounds.getEast() + slack && where[1] > bounds.getSouth() - slack && where[1] < bounds.getNorth() + slack;
    });
    for (const i of near.sort((a, b) => rank[a] - rank[b] || a - b).slice(0, 400)) rings.push(...faded(shape[i], at[i]!));
    this.set('regions', rings.map(coordinates => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } })));
  }

  private async drawLand(): Promise<void> {
    const land = await load<Land>('/map/land.json');
    await this.ready;
    if (land) this.set('land', readLand(land).map(coordinates => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } })));
  }

  private async drawPlaces(): Promise<void> {
    await this.ready;
    const bounds = this.map.getBounds();
    const names = placeFiles(bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth());
    const files = await Promise.all(names.map(name => {
      // A cell of the sea has no file.
      if (!this.places.has(name)) this.places.set(name, load<Place[]>(`/map/places/${name}.json`).then(places => places ?? []));
      return this.places.get(name)!;
    }));
    const now = this.map.getBounds();
    if (placeFiles(now.getWest(), now.getSouth(), now.getEast(), now.getNorth()).join() !== names.join()) return;
    this.set('places', files.flat().map(([name, lat, lon, size]) => point([lon, lat], { name, size })));
  }

  private source(id: string): GeoJSONSource {
    return this.map.getSource(id) as GeoJSONSource;
  }

  private set(id: string, features: Feature[]): void {
    this.source(id).setData(collection(features));
  }
}

function abbreviated(count: number): string {
  return count < 1000 ? `${count}` : count < 10_000 ? `${Math.round(count / 100) / 10}k` : `${Math.round(count / 1000)}k`;
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function point(coordinates: Point, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates } };
}

async function load<T>(address: string): Promise<T | null> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
