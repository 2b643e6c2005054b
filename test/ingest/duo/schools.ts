/** Small files in the form of DUO's, made from what a test is about. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface School {
  readonly number: string;
  readonly name?: string;
  readonly [header: string]: string | undefined;
}

/** The text of a register of locations: `;`, CRLF, a blank being one space. */
export function locations(schools: readonly School[]): string {
  const extra = [...new Set(schools.flatMap((school) => Object.keys(school)))].filter(
    (key) => key !== "number" && key !== "name",
  );
  const headers = ["INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM", ...extra];
  const rows = schools.map((school) => [
    school.number.slice(0, 4),
    school.number,
    school.name ?? `School ${school.number}`,
    ...extra.map((key) => school[key] ?? " "),
  ]);
  return [headers, ...rows].map((cells) => `${cells.join(";")}\r\n`).join("");
}

const letter = (at: number): string => String.fromCharCode(65 + (at % 26));

/** Numbers of locations that differ: `00AA00`, `00AB00`, … */
export function numbers(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const n = first + i;
    return `${String(Math.floor(n / 676) % 100).padStart(2, "0")}${letter(Math.floor(n / 26))}${letter(n)}00`;
  });
}

/** Writes a file, making its folder; gives its path. */
export async function file(dir: string, name: string, text: string | Uint8Array): Promise<string> {
  const path = join(dir, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** Writes the register of one year. */
export function register(dir: string, year: number | string, schools: readonly School[]): Promise<string> {
  return file(dir, `03-alle-vestigingen-basisonderwijs-${year}.csv`, locations(schools));
}
