/** Which organisations of a Bron are asked for: one school or one board by its identifier, as the API's parameters say. */
import { z } from "zod";
import type { Asked } from "./request.js";

const id = z.string({ error: "write it as text, between quotes" }).min(1).optional();

/** One entry of `ask:`, which names exactly one school or board. */
export const asked = z
  .strictObject({
    orgMasterId: id,
    orgId: id,
    orgIdType: z.enum(["OIE_CODE", "BP_ID", "DD_ID", "AS_ID", "V_ID"]).optional(),
    boardMasterId: id,
    boardId: id,
    boardIdType: z.literal("BGE_CODE").optional(),
  })
  .transform((given, context): Asked => {
    const { orgMasterId, orgId, orgIdType, boardMasterId, boardId, boardIdType } = given;
    const named: Asked[] = [];
    if (orgMasterId !== undefined) named.push({ type: "MASTER", value: orgMasterId });
    if (orgId !== undefined && orgIdType !== undefined) named.push({ type: orgIdType, value: orgId });
    if (boardMasterId !== undefined) named.push({ type: "BOARD_MASTER", value: boardMasterId });
    if (boardId !== undefined && boardIdType !== undefined) named.push({ type: boardIdType, value: boardId });
    const halves =
      (orgId === undefined) !== (orgIdType === undefined) || (boardId === undefined) !== (boardIdType === undefined);
    const [one, ...others] = named;
    if (one !== undefined && others.length === 0 && !halves) return one;
    context.addIssue({
      code: "custom",
      message: "name one of: orgMasterId; orgId with orgIdType; boardMasterId; boardId with boardIdType",
    });
    return z.NEVER;
  });

/** The query that asks for a school, a board, or all: parameters of `/organisations` and of the offerings. */
export function queryOf({ type, value }: Asked): URLSearchParams {
  switch (type) {
    case "ALL":
      return new URLSearchParams();
    case "MASTER":
      return new URLSearchParams({ orgMasterId: value });
    case "BOARD_MASTER":
      return new URLSearchParams({ boardMasterId: value });
    case "BGE_CODE":
      return new URLSearchParams({ boardId: value, boardIdType: type });
    default:
      return new URLSearchParams({ orgId: value, orgIdType: type });
  }
}
