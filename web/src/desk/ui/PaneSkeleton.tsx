import { Skeleton } from "../../kit/ui/Skeleton";

const LINES = ["62%", "48%", "71%", "55%", "40%"];

export function PaneSkeleton() {
  return (
    <div class="d-case d-case--loading" data-testid="case-loading" aria-busy="true">
      <Skeleton width="min(320px, 70%)" height="24px" />
      <Skeleton width="180px" height="16px" radius="99px" />
      {LINES.map((width) => (
        <Skeleton width={width} height="16px" />
      ))}
      <Skeleton height="96px" radius="14px" />
    </div>
  );
}
