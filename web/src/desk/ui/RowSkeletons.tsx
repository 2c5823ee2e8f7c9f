import { Skeleton } from "../../kit/ui/Skeleton";

const WIDTHS = ["46%", "62%", "38%", "54%", "44%", "58%"];

export function RowSkeletons() {
  return (
    <div class="d-rows" data-testid="list-loading">
      {WIDTHS.map((width) => (
        <div class="d-row d-row--skeleton">
          <Skeleton width="34px" height="34px" radius="50%" />
          <Skeleton width={width} height="14px" />
          <Skeleton width="92%" height="12px" />
          <Skeleton width="34%" height="16px" radius="99px" />
        </div>
      ))}
    </div>
  );
}
