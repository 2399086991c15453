// What other features may ask of pictures that lie elsewhere, and do with them.
export { type PictureHere, type RemotePicture, remotePictures, updatePicture } from "./picture.store.ts";
