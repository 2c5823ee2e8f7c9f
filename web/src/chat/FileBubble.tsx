import { useEffect, useState } from "preact/hooks";
import type { FileMessage } from "../kit/api/messages";
import { CLIP } from "../kit/icons";
import { Icon } from "../kit/ui/Icon";
import type { ChatModel } from "./model";
import { saveFile } from "./receipt";
import "../kit/message/sentFile.css";

const pathOf = (id: string): string => `/v1/chat/files/${id}`;

/** A picture needs the visitor's token, so it is fetched first; null until it is there, or where it cannot be had. */
function usePicture(model: Pick<ChatModel, "fetchFile">, id: string, wanted: boolean): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let made: string | null = null;
    let gone = false;
    model.fetchFile(pathOf(id)).then(
      (content) => {
        if (!gone) setAddress((made = URL.createObjectURL(content)));
      },
      () => undefined,
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, wanted]);
  return address;
}

/** A picture or a PDF that one side sent; pressing it saves it. */
export function FileBubble({ message, model }: { message: FileMessage; model: Pick<ChatModel, "fetchFile"> }) {
  const { id, name, media_type, size, width, height } = message.data.file;
  const picture = usePicture(model, id, media_type === "image/jpeg");
  return (
    <button type="button" class="k-file" data-testid="file" title={name} onClick={() => void saveFile(model, { name, size, url: pathOf(id) })}>
      {picture ? (
        <img class="k-file__picture" src={picture} alt={name} width={width ?? undefined} height={height ?? undefined} style={{ height: "auto" }} />
      ) : (
        <>
          <Icon path={CLIP} size={16} />
          {name}
        </>
      )}
    </button>
  );
}
