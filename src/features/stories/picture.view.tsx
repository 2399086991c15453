import type { JSX } from "preact";
import type { World } from "../../context.ts";
import type { Figure } from "./story.ts";

/** A picture in the sizes there are, with its dimensions, so that nothing jumps. */
export function Picture({
  world,
  figure,
  sizes,
  eager,
  alt,
}: {
  world: World;
  figure: Figure;
  /** How wide it is shown, as in HTML's `sizes`. */
  sizes: string;
  eager?: boolean;
  alt?: string;
}): JSX.Element | null {
  const set = (type: string) =>
    figure.renditions
      .filter((rendition) => rendition.type === type)
      .map((rendition) => `${world.href(`/media/${rendition.file}`)} ${rendition.width}w`)
      .join(", ");
  const fallback = figure.renditions.find((rendition) => rendition.type === "image/jpeg");
  if (!fallback) return null;
  return (
    <picture>
      <source type="image/avif" srcset={set("image/avif")} sizes={sizes} />
      <source type="image/webp" srcset={set("image/webp")} sizes={sizes} />
      <img
        src={world.href(`/media/${fallback.file}`)}
        width={figure.width}
        height={figure.height}
        alt={alt ?? figure.alt}
        {...(eager ? { fetchpriority: "high" as const } : { loading: "lazy" as const })}
        decoding="async"
      />
    </picture>
  );
}

/** A figure: the picture, what it shows, and whose it is. One that was never fetched is a link to where it lies. */
export function FigureBlock({
  world,
  figure,
  sizes,
  eager,
}: {
  world: World;
  figure: Figure;
  sizes: string;
  eager?: boolean;
}): JSX.Element | null {
  const { locale } = world;
  const caption = figure.caption || (figure.renditions.length === 0 ? figure.alt : "");
  const credit = figure.credit && locale.message("story.credit", { credit: figure.credit });
  if (figure.renditions.length === 0) {
    const source = figure.sourceUrl === null ? null : URL.parse(figure.sourceUrl);
    // The address came with an import: only what leads to a page or picture may be followed.
    if (!source || !/^https?:$/.test(source.protocol)) return null;
    const { host, href } = source;
    return (
      <figure class="picture picture--remote">
        <figcaption>
          <a class="link caption" href={href} rel="nofollow noopener">
            {caption || locale.message("story.remotePicture", { host })}
          </a>
          <span class="credit">{credit || host}</span>
        </figcaption>
      </figure>
    );
  }
  return (
    <figure class="picture">
      <div class="frame">
        <Picture world={world} figure={figure} sizes={sizes} {...(eager ? { eager } : {})} />
      </div>
      {(caption || credit) && (
        <figcaption>
          {caption && <span class="caption">{caption}</span>}
          {credit && <span class="credit">{credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}
