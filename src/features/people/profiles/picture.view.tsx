import type { JSX } from "preact";
import type { World } from "../../../context.ts";
import { pictureFiles, pictureSize } from "./picture.ts";

/** A member's picture: beside the name, which says who it is. */
export function MemberPicture({ world, picture }: { world: World; picture: string }): JSX.Element {
  const { webp, jpeg } = pictureFiles(picture);
  return (
    <picture>
      <source type="image/webp" srcset={world.href(`/media/${webp}`)} />
      <img
        class="profile__picture"
        src={world.href(`/media/${jpeg}`)}
        alt=""
        width={pictureSize}
        height={pictureSize}
      />
    </picture>
  );
}
