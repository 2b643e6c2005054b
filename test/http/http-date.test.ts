import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpMoment } from "#src/http/http-date.js";
import { type Rig, startRig } from "../server/rig.js";

describe("an HTTP-date", () => {
  it.each(["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])(
    "is read in each of its forms, wherever the server stands: %s",
    (text) => {
      // Tests run in the zone of New York.
      expect(httpMoment(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37));
    },
  );

  it("of two digits is never more than fifty years ahead", () => {
    const year = new Date().getUTCFullYear();
    const of = (ahead: number): number => {
      const short = String((year + ahead) % 100).padStart(2, "0");
      return new Date(httpMoment(`Sunday, 06-Nov-${short} 08:49:37 GMT`)).getUTCFullYear();
    };
    expect([of(-30), of(0), of(49), of(51)]).toEqual([year - 30, year, year + 49, year - 49]);
  });

  it.each(["2027", "1", "2030-01-01", "2030-01-01T00:00:00Z", "Fri, 31 Dec 2027 00:00:00 +0100", "morgen", ""])(
    "is not anything else that JavaScript takes for a date: %j",
    (text) => {
      expect(httpMoment(text)).toBeNaN();
    },
  );
});

describe("a condition on a date", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(() => rig.close());
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await rig.get("/doc/vestiging/16SW03.ttl", headers)).status;

  it("is passed over when it is none", async () => {
    expect(await status({ "if-modified-since": "2027" })).toBe(200);
    expect(await status({ "if-unmodified-since": "2001" })).toBe(200);
  });

  it("holds in each form", async () => {
    expect(await status({ "if-modified-since": "Sun Nov 22 10:11:12 2026" })).toBe(304);
    expect(await status({ "if-modified-since": "Sun Nov 22 10:11:11 2026" })).toBe(200);
    expect(await status({ "if-unmodified-since": "Sunday, 22-Nov-26 10:11:11 GMT" })).toBe(412);
  });
});
