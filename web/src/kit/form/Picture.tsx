import { drawing } from "./pictures";
import "./picture.css";

/** One of the drawings for answers; the words beside it say what it is. */
export function Picture({ name, size = 40 }: { name: string; size?: number }) {
  const { line, soft, dashed } = drawing(name);
  return (
    <svg class="k-picture" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      {soft && <path class="k-picture__soft" d={soft} />}
      {dashed && <path class="k-picture__dashed" d={dashed} />}
      {line && <path d={line} />}
    </svg>
  );
}
