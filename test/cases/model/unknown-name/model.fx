data speed: real
param weight1: real
loss (speeed - weigth1)^2 + zz
