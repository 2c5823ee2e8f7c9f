import { Icon } from "../../../kit/ui/Icon";
import { PICTURES } from "../../files";
import "./photos.css";

interface PhotoPickerProps {
  icon: string;
  label: string;
  camera?: boolean;
  id?: string;
  describedBy?: string;
  onFiles: (files: File[]) => void;
}

/** A tile that opens the gallery or the camera. The input itself takes the focus, so that keyboards reach it. */
export function PhotoPicker({ icon, label, camera = false, id, describedBy, onFiles }: PhotoPickerProps) {
  return (
    <li class={`f-photo f-photo--add ${camera ? "f-photo--camera" : ""}`}>
      <label class="f-picker">
        <input
          type="file"
          class="f-picker__input"
          id={id}
          aria-label={label}
          aria-describedby={describedBy}
          accept={camera ? "image/*" : PICTURES.join(",")}
          {...(camera ? { capture: "environment" } : { multiple: true })}
          onChange={(event) => {
            const input = event.currentTarget;
            onFiles([...(input.files ?? [])]);
            input.value = "";
          }}
        />
        <Icon path={icon} size={22} />
        <span class="f-picker__label">{label}</span>
      </label>
    </li>
  );
}
