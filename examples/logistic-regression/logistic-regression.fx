# Whether a tumour is malignant, by its mean radius and texture: logistic regression.
data  mean_radius: real, mean_texture: real, malignant: binary
param w1: real, w2: real, b: real

malignant ~ bernoulli(sigmoid(w1*mean_radius + w2*mean_texture + b))

output probability = sigmoid(w1*mean_radius + w2*mean_texture + b)
