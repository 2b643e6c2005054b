/** What is wider than a narrow screen scrolls in a frame of its own, by keyboard too (WCAG 2.1.1). It is no landmark: the section that it is in may be one. */
import type { ComponentChildren, VNode } from "preact";

type Name =
  | { readonly label: string }
  /** Id of the heading that names it. */
  | { readonly labelledBy: string };

export function Scroll({ children, ...name }: Name & { readonly children: ComponentChildren }): VNode {
  const named = "label" in name ? { "aria-label": name.label } : { "aria-labelledby": name.labelledBy };
  return (
    <div class="scroll" tabindex={0} role="group" {...named}>
      {children}
    </div>
  );
}
