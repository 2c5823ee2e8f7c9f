import { Skeleton } from "../../../../kit/ui/Skeleton";

const BUBBLES = [
  { side: "start", width: "44%" },
  { side: "start", width: "30%" },
  { side: "end", width: "52%" },
  { side: "start", width: "38%" },
  { side: "end", width: "34%" },
] as const;

export function ThreadSkeleton({ withHeader = false }: { withHeader?: boolean }) {
  return (
    <div class="d-thread-skeleton" data-testid="thread-loading" aria-busy="true">
      {withHeader && <Skeleton width="40%" height="22px" />}
      {BUBBLES.map(({ side, width }) => (
        <div class={`d-thread-skeleton__${side}`}>
          <Skeleton width={width} height="44px" radius="14px" />
        </div>
      ))}
    </div>
  );
}
