import { useTexts } from "../kit/i18n";
import { Skeleton } from "../kit/ui/Skeleton";
import { texts } from "./texts";

const SHAPES: [width: string, height: string][] = [
  ["72%", "44px"],
  ["56%", "66px"],
  ["40%", "38px"],
];

export function Loading() {
  const text = useTexts(texts);
  return (
    <div class="c-loading" role="status">
      <span class="visually-hidden">{text.loading}</span>
      {SHAPES.map(([width, height]) => (
        <Skeleton width={width} height={height} radius="18px" />
      ))}
    </div>
  );
}
