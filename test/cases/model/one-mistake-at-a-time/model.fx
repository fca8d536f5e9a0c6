data x: reel, y: real
param w: postive[K]
z = w * x
loss (z - y)^2 + sum(w)
penalty foo
