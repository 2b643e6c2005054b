/** Version of the software, from its package. */
import { readFileSync } from "node:fs";
import { packagePath } from "../package/package-files.js";

export function softwareVersion(): string {
  const { version } = JSON.parse(readFileSync(packagePath("package.json"), "utf8")) as { version: string };
  return version;
}
