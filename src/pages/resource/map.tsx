/**
 * A map without a script: a few tiles of the Dutch background map of PDOK side by side, with a pin over them. Where they
 * cannot be fetched, the plain ground with its pin, the coordinates and the links remain.
 */
import type { VNode } from "preact";
import type { Language } from "../../http/documents.js";

/** Where the tiles are: the one foreign host that a page may load anything from. */
export const TILE_ORIGIN = "https://service.pdok.nl";
const TILES = `${TILE_ORIGIN}/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857`;

export interface Place {
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

const TEXTS = {
  nl: {
    map: (name: string) => `Kaart met de plek van ${name}`,
    caption: "Kaart: PDOK, BRT Achtergrondkaart (Kadaster, CC BY 4.0)",
    at: "Coördinaten",
    open: "Open in OpenStreetMap",
  },
  en: {
    map: (name: string) => `Map with the place of ${name}`,
    caption: "Map: PDOK, BRT Achtergrondkaart (Kadaster, CC BY 4.0)",
    at: "Coordinates",
    open: "Open in OpenStreetMap",
  },
} as const;

const ZOOM = 14;
const TILE = 256;
/** Size of the window on the tiles, in pixels of theirs. */
const VIEW = { width: 480, height: 320 };

/** Whether there is a background map of a place: the tiles cover the European Netherlands. */
export function isMapped({ latitude, longitude }: Place): boolean {
  return latitude > 50.6 && latitude < 53.7 && longitude > 3.1 && longitude < 7.4;
}

/** Pixels from the top left of the world at the zoom of the map (Web Mercator, EPSG:3857). */
function pixels({ latitude, longitude }: Place): { x: number; y: number } {
  const world = TILE * 2 ** ZOOM;
  const radians = (latitude * Math.PI) / 180;
  return {
    x: ((longitude + 180) / 360) * world,
    y: ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * world,
  };
}

export function PlaceMap(props: { readonly place: Place; readonly name: string; readonly language: Language }): VNode {
  const { place, name, language } = props;
  const texts = TEXTS[language];
  const { x, y } = pixels(place);
  const [left, top] = [x - VIEW.width / 2, y - VIEW.height / 2];
  const columns = steps(Math.floor(left / TILE), Math.floor((left + VIEW.width) / TILE));
  const rows = steps(Math.floor(top / TILE), Math.floor((top + VIEW.height) / TILE));
  const label = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
  return (
    <figure>
      <div class="map">
        <svg viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} role="img" aria-label={`${texts.map(name)} (${label})`}>
          {rows.flatMap((row) =>
            columns.map((column) => (
              <image
                key={`${column}/${row}`}
                href={`${TILES}/${ZOOM}/${column}/${row}.png`}
                x={Math.round(column * TILE - left)}
                y={Math.round(row * TILE - top)}
                width={TILE}
                height={TILE}
              />
            )),
          )}
          <path
            class="pin"
            transform={`translate(${VIEW.width / 2} ${VIEW.height / 2})`}
            d="M0 0c-3-9-13-14-13-25a13 13 0 0 1 26 0c0 11-10 16-13 25z"
          />
        </svg>
      </div>
      <figcaption>
        {texts.at}: {label} ·{" "}
        <a
          href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}`}
        >
          {texts.open}
        </a>
        <br />
        {texts.caption}
      </figcaption>
    </figure>
  );
}

function steps(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

/** The address of a search for a postal address in a map service: a link, followed by who wants it. */
export function addressHref(address: string): string {
  return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: address }).toString()}`;
}
