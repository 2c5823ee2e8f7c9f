import { useStore } from "../../../kit/store";
import { panels } from "../../state/panels";
import { Sidebar } from "./sidebar/Sidebar";

/** What is known about the open conversation, and on narrow screens the shade behind it. */
export function Aside({ id }: { id: string | null }) {
  const { drawer } = useStore(panels);
  if (!id) return null;
  return (
    <>
      {drawer && <div class="d-desk__shade" onClick={() => panels.patch({ drawer: false })} />}
      <Sidebar key={id} id={id} drawer={drawer} />
    </>
  );
}
