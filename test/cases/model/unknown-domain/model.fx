data x: reel
param w: postive, v: natural
loss (w - x)^2 + v
