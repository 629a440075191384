interface Image {
  alt_text: string
  image_url?: string
}

/** An image by its words: no request leaves this machine, so pictures from elsewhere are not loaded. */
export function Picture({ image }: { image: Image | { alt_text: string } }) {
  const url = 'image_url' in image ? image.image_url : undefined
  if (url?.startsWith('data:image/')) return <img src={url} alt={image.alt_text} />
  return (
    <span className="picture" role="img" aria-label={image.alt_text} title={url}>
      {image.alt_text}
    </span>
  )
}
