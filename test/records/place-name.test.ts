import * as fc from "fast-check";
import { expect, test } from "vitest";
import { placeName } from "#src/records/place-name.js";

test.each([
  ["TILBURG", "Tilburg"],
  ["'S-GRAVENHAGE", "'s-Gravenhage"],
  ["'S-HEER ARENDSKERKE", "'s-Heer Arendskerke"],
  ["'T HARDE", "'t Harde"],
  ["SINT ANTHONIS", "Sint Anthonis"],
  ["ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"],
  ["CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"],
  ["IJSSELSTEIN UT", "IJsselstein UT"],
  ["NIEUW-LEKKERLAND", "Nieuw-Lekkerland"],
  ["ALTEVEER GEM NOORDENVELD", "Alteveer gem Noordenveld"],
  ["RIJSWIJK ZH", "Rijswijk ZH"],
  ["BLESKENSGRAAF CA", "Bleskensgraaf ca"],
  ["NIEUWERKERK AD IJSSEL", "Nieuwerkerk ad IJssel"],
  ["DE BILT", "De Bilt"],
  ["DEN HELDER", "Den Helder"],
  ["TEN BOER", "Ten Boer"],
  ["HOEK VAN HOLLAND", "Hoek van Holland"],
  ["BERGEN OP ZOOM", "Bergen op Zoom"],
  ["GRAFT-DE RIJP", "Graft-De Rijp"],
  ["SÚDWEST-FRYSLÂN", "Súdwest-Fryslân"],
  ["2E EXLOËRMOND", "2e Exloërmond"],
])("%s is written %s", (given, expected) => {
  expect(placeName(given)).toBe(expected);
});

test("a name in capitals that is written well once, stays so", () => {
  const name = fc.stringMatching(/^[A-ZÂËÏ'-]{1,9}( [A-ZÂËÏ'-]{1,9}){0,3}$/);
  fc.assert(
    fc.property(name, (given) => {
      expect(placeName(placeName(given))).toBe(placeName(given));
    }),
  );
});
