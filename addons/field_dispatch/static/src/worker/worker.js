// Optional enhancements of the page: ignore repeated taps, and shrink photos before
// they are uploaded.

const MAX_EDGE = 2000;
const SMALL_ENOUGH = 600 * 1024;

async function smaller(file) {
    if (file.size < SMALL_ENOUGH || !window.createImageBitmap) {
        return file;
    }
    const picture = await createImageBitmap(file, {imageOrientation: "from-image"});
    const scale = Math.min(1, MAX_EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob && blob.size < file.size
        ? new File([blob], file.name, {type: "image/jpeg"})
        : file;
}

async function shrinkChosen(input) {
    const chosen = input.files[0];
    // Files that the browser cannot decode are sent unchanged; the server checks them.
    const better = await smaller(chosen).catch(() => chosen);
    if (better !== chosen) {
        const transfer = new DataTransfer();
        transfer.items.add(better);
        input.files = transfer.files;
    }
}

document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = form.querySelector("button");
    if (button.disabled) {
        event.preventDefault();
        return;
    }
    button.disabled = true;
    const input = form.querySelector("input[type=file]");
    if (input?.files.length) {
        event.preventDefault();
        await shrinkChosen(input);
        form.submit();
    }
});

// Enable the buttons when the page is restored from the back/forward cache.
window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[disabled]")) {
        button.disabled = false;
    }
});
