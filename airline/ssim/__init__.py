"""Schedule messages (IATA SSIM chapters 4 and 5): from text to typed values."""
