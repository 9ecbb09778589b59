# Stands for an editor in which somebody makes a slip.
sed 's/^language: fr/langauge: fr/' "$1" > changed.yaml
cat changed.yaml > "$1"
rm changed.yaml
