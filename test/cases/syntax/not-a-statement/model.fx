param w: real
w + 1
+ w^2
w <- 3
normal(w, 1)
loss w^2
